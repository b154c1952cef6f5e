import { InboxOutlined } from '@ant-design/icons'
import { App, Table, Upload } from 'antd'
import type { z } from 'zod'
import type { documentPageSchema } from '../../../../src/desk/contract.ts'
import { call, get, query } from '../../api/call.ts'
import { useLoad } from '../../api/use-load.ts'
import { describeError, Load } from '../../parts/load-state.tsx'
import { describeInstant } from '../../parts/time.ts'
import { say } from '../../texts/say.ts'

type Page = z.infer<typeof documentPageSchema>
const accepted = '.md,.txt,.docx,.pdf,.xlsx,.html,.htm'

export function Documents({ canWrite }: { canWrite: boolean }) {
  const documents = useLoad<Page>('documents', () => get(`knowledge${query({ limit: 200 })}`))
  return (
    <>
      {canWrite && <UploadBox uploaded={documents.reload} />}
      <Load from={documents} isEmpty={({ items }) => items.length === 0} empty={say('noDocuments')}>
        {({ items }) => (
          <Table
            rowKey="id"
            size="small"
            className="gap-above"
            dataSource={items}
            pagination={{ pageSize: 25, hideOnSinglePage: true }}
            scroll={{ x: 'max-content' }}
            columns={[
              { title: say('documents'), dataIndex: 'title' },
              { title: say('passages'), dataIndex: 'passages' },
              { title: say('owner'), dataIndex: 'owner' },
              { title: say('reviewOn'), dataIndex: 'reviewOn' },
              { title: say('language'), dataIndex: 'language' },
              { title: say('importedAt'), render: (_value, row) => describeInstant(row.importedAt) },
            ]}
          />
        )}
      </Load>
    </>
  )
}

function UploadBox({ uploaded }: { uploaded: () => void }) {
  const { message } = App.useApp()
  return (
    <Upload.Dragger
      accept={accepted}
      multiple
      showUploadList={false}
      customRequest={({ file, onSuccess, onError }) => {
        const form = new FormData()
        form.append('file', file as File)
        call('POST', 'knowledge/documents', form).then(
          answer => {
            void message.success(say('uploaded', { name: (file as File).name }))
            onSuccess?.(answer)
            uploaded()
          },
          (error: Error) => {
            void message.error(describeError(error))
            onError?.(error)
          },
        )
      }}
    >
      <p>
        <InboxOutlined /> {say('upload')}
      </p>
      <p className="quiet">{say('uploadHelp')}</p>
    </Upload.Dragger>
  )
}
