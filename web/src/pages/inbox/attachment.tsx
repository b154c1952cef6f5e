import { FileOutlined } from '@ant-design/icons'
import { Image } from 'antd'
import type { MessageView } from '../../../../src/desk/contract.ts'
import { part } from '../../api/call.ts'
import { say } from '../../texts/say.ts'

/** A photo to look at, a voice to hear, anything else to fetch; the cookie of the session lets them through. */
export function Attachment({ file }: { file: MessageView['attachments'][number] }) {
  const address = `/api/attachments/${part(file.id)}`
  const name = file.fileName ?? say('attachment')
  if (file.state === 'pending') return <small className="quiet">{say('attachmentPending')}</small>
  if (file.state !== 'stored') return <small className="bad">{say('attachmentFailed')}</small>
  if (file.kind === 'photo') return <Image src={address} alt={name} className="photo" height={160} />
  const isHeard = file.kind === 'voice' || file.kind === 'audio'
  // biome-ignore lint/a11y/useMediaCaption: what a resident said has no captions
  if (isHeard) return <audio src={address} controls preload="metadata" aria-label={name} />
  // biome-ignore lint/a11y/useMediaCaption: what a resident filmed has no captions
  if (file.kind === 'video') return <video src={address} controls preload="metadata" className="photo" />
  return (
    <a href={address} download={name} className="file">
      <FileOutlined /> {name}
    </a>
  )
}
