import { App, Button, Card, Form, Input, Modal, Select, Space, Switch, Tag } from 'antd'
import { useState } from 'react'
import type { ServiceView } from '../../../../src/desk/contract.ts'
import { get, part, post, put } from '../../api/call.ts'
import { useLoad } from '../../api/use-load.ts'
import { describeError, Load } from '../../parts/load-state.tsx'
import { may, useSession } from '../../session.ts'
import { say } from '../../texts/say.ts'

/** The service menu with tiers, and partners with what residents say of them. */
export function Services() {
  const { me } = useSession()
  const services = useLoad<{ items: ServiceView[] }>('services', () => get('services'))
  const [editing, setEditing] = useState<ServiceView | 'new'>()
  const leads = may.lead(me)
  return (
    <>
      {leads && (
        <Space className="page-actions">
          <Button type="primary" onClick={() => setEditing('new')}>
            {say('actServiceNew')}
          </Button>
        </Space>
      )}
      <Load from={services} isEmpty={({ items }) => items.length === 0} empty={say('actServiceNone')}>
        {({ items }) => (
          <div className="cards">
            {items.map(service => (
              <ServiceCard
                key={service.id}
                service={service}
                {...(leads ? { edit: () => setEditing(service) } : {})}
              />
            ))}
          </div>
        )}
      </Load>
      {editing && (
        <ServiceForm
          editing={editing}
          close={() => {
            setEditing(undefined)
            services.reload()
          }}
        />
      )}
    </>
  )
}

function ServiceCard({ service, edit }: { service: ServiceView; edit?: () => void }) {
  const { title, text, tiers, partner, phone, active, average, count } = service
  return (
    <Card
      size="small"
      title={title}
      extra={
        edit && (
          <Button size="small" onClick={edit}>
            {say('change')}
          </Button>
        )
      }
    >
      {!active && <Tag>{say('actInactive')}</Tag>}
      <Tag color={average === null ? 'default' : 'gold'}>
        {average === null ? say('actNoRating') : say('actScores', { average: average.toFixed(1), count })}
      </Tag>
      <div className="kept-lines">{text}</div>
      <ul>
        {tiers.map(tier => (
          <li key={tier.name}>
            {tier.name} · {tier.price} {tier.includes && `（${tier.includes}）`}
          </li>
        ))}
      </ul>
      {partner && (
        <div className="quiet">
          {partner} {phone}
        </div>
      )}
    </Card>
  )
}

type Fields = Omit<ServiceView, 'id' | 'count' | 'average'>

function ServiceForm({ editing, close }: { editing: ServiceView | 'new'; close: () => void }) {
  const { message } = App.useApp()
  const [form] = Form.useForm<Fields>()
  const known = editing === 'new' ? undefined : editing
  const save = async (fields: Fields) => {
    const { title, text = '', tiers = [], partner, phone, active = true, communityId } = fields
    const body = {
      ...{ title, text, active, partner: partner || null, phone: phone || null },
      communityId: communityId ?? null,
      tiers: tiers.map(({ name, price, includes }) => ({ name, price, includes: includes || '' })),
    }
    try {
      if (known) await put(`services/${part(known.id)}`, body)
      else await post('services', body)
      close()
    } catch (error) {
      void message.error(describeError(error))
    }
  }
  return (
    <Modal
      open
      title={known?.title ?? say('actServiceNew')}
      okText={say('save')}
      cancelText={say('cancel')}
      onOk={form.submit}
      onCancel={close}
    >
      <Form
        form={form}
        layout="vertical"
        onFinish={save}
        initialValues={known ?? { active: true, tiers: [], text: '' }}
      >
        <ServiceFields />
      </Form>
    </Modal>
  )
}

function ServiceFields() {
  const { communities } = useSession()
  return (
    <>
      <Form.Item name="title" label={say('actServiceTitle')} rules={[{ required: true }]}>
        <Input maxLength={60} />
      </Form.Item>
      <Form.Item name="text" label={say('actText')}>
        <Input.TextArea rows={2} maxLength={400} />
      </Form.Item>
      <Form.Item name="communityId" label={say('community')}>
        <Select
          allowClear
          placeholder={say('actCommunityAll')}
          options={communities.map(({ id, name }) => ({ value: id, label: name }))}
        />
      </Form.Item>
      <Tiers />
      <Form.Item name="partner" label={say('actPartner')}>
        <Input maxLength={80} />
      </Form.Item>
      <Form.Item name="phone" label={say('phone')}>
        <Input maxLength={40} />
      </Form.Item>
      <Form.Item name="active" label={say('actActive')} valuePropName="checked">
        <Switch />
      </Form.Item>
    </>
  )
}

function Tiers() {
  return (
    <Form.List name="tiers">
      {(fields, { add, remove }) => (
        <Form.Item label={say('actTiers')}>
          {fields.map(({ key, name }) => (
            <Space.Compact key={key} className="question-entry">
              <Form.Item name={[name, 'name']} noStyle rules={[{ required: true }]}>
                <Input placeholder={say('actTier')} maxLength={60} />
              </Form.Item>
              <Form.Item name={[name, 'price']} noStyle rules={[{ required: true }]}>
                <Input placeholder={say('actPrice')} maxLength={60} />
              </Form.Item>
              <Form.Item name={[name, 'includes']} noStyle>
                <Input placeholder={say('actIncludes')} maxLength={200} />
              </Form.Item>
              <Button onClick={() => remove(name)}>{say('remove')}</Button>
            </Space.Compact>
          ))}
          <Button onClick={() => add({ name: '', price: '', includes: '' })}>{say('actAddTier')}</Button>
        </Form.Item>
      )}
    </Form.List>
  )
}
