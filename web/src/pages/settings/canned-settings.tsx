import { App, Button, Card, Form, Input, Modal, Popconfirm, Select, Space, Tag } from 'antd'
import { useState } from 'react'
import type { CannedReplyView } from '../../../../src/desk/contract.ts'
import { get, part, post, put, remove } from '../../api/call.ts'
import { useLoad } from '../../api/use-load.ts'
import { describeError, Load } from '../../parts/load-state.tsx'
import { useSession } from '../../session.ts'
import { say } from '../../texts/say.ts'

type Editing = CannedReplyView | 'new' | undefined

export function CannedSettings() {
  const { message } = App.useApp()
  const replies = useLoad<{ items: CannedReplyView[] }>('canned', () => get('canned-replies'))
  const [editing, setEditing] = useState<Editing>()
  const drop = (id: string) =>
    remove(`canned-replies/${part(id)}`)
      .catch((error: unknown) => message.error(describeError(error)))
      .finally(replies.reload)
  return (
    <>
      <header className="page-head">
        <p className="quiet">{say('cannedHelp')}</p>
        <span className="spread" />
        <Button type="primary" onClick={() => setEditing('new')}>
          {say('add')}
        </Button>
      </header>
      <Load from={replies} isEmpty={({ items }) => items.length === 0} empty={say('noCanned')}>
        {({ items }) => (
          <div className="cards">
            {items.map(reply => (
              <ReplyCard
                key={reply.id}
                reply={reply}
                edit={() => setEditing(reply)}
                drop={() => drop(reply.id)}
              />
            ))}
          </div>
        )}
      </Load>
      {editing && (
        <ReplyForm
          editing={editing}
          close={() => {
            setEditing(undefined)
            replies.reload()
          }}
        />
      )}
    </>
  )
}

function ReplyCard({ reply, edit, drop }: { reply: CannedReplyView; edit: () => void; drop: () => void }) {
  const { communities } = useSession()
  const community = communities.find(known => known.id === reply.communityId)
  return (
    <Card
      size="small"
      title={reply.title}
      extra={
        <Space>
          <Button size="small" onClick={edit}>
            {say('change')}
          </Button>
          <Popconfirm
            title={say('removeSure')}
            okText={say('remove')}
            cancelText={say('cancel')}
            onConfirm={drop}
          >
            <Button size="small" danger>
              {say('remove')}
            </Button>
          </Popconfirm>
        </Space>
      }
    >
      {community && <Tag>{community.name}</Tag>}
      <div className="kept-lines">{reply.text}</div>
    </Card>
  )
}

interface Fields {
  title: string
  text: string
  communityId: string
}

function ReplyForm({ editing, close }: { editing: CannedReplyView | 'new'; close: () => void }) {
  const { message } = App.useApp()
  const { communities } = useSession()
  const [form] = Form.useForm<Fields>()
  const save = async ({ title, text, communityId }: Fields) => {
    const body = { title, text, communityId: communityId || null }
    try {
      if (editing === 'new') await post('canned-replies', body)
      else await put(`canned-replies/${part(editing.id)}`, body)
      close()
    } catch (error) {
      void message.error(describeError(error))
    }
  }
  const given = editing === 'new' ? {} : { ...editing, communityId: editing.communityId ?? '' }
  return (
    <Modal
      open
      title={say('cannedReplies')}
      okText={say('save')}
      cancelText={say('cancel')}
      onOk={form.submit}
      onCancel={close}
    >
      <Form<Fields>
        form={form}
        layout="vertical"
        requiredMark={false}
        onFinish={save}
        initialValues={{ communityId: '', ...given }}
      >
        <Form.Item
          name="title"
          label={say('cannedTitle')}
          rules={[{ required: true, whitespace: true, message: say('cannedTitle') }]}
        >
          <Input maxLength={60} />
        </Form.Item>
        <Form.Item
          name="text"
          label={say('cannedText')}
          extra={say('cannedHelp')}
          rules={[{ required: true, whitespace: true, message: say('cannedText') }]}
        >
          <Input.TextArea rows={3} className="growing" maxLength={2_000} />
        </Form.Item>
        <Form.Item name="communityId" label={say('community')}>
          <Select
            options={[
              { value: '', label: say('allCommunities') },
              ...communities.map(({ id, name }) => ({ value: id, label: name })),
            ]}
          />
        </Form.Item>
      </Form>
    </Modal>
  )
}
