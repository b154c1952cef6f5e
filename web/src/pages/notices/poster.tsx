import { Button, QRCode } from 'antd'
import type { BroadcastPreview, BroadcastView } from '../../../../src/desk/contract.ts'
import { get, part, post } from '../../api/call.ts'
import { useLoad } from '../../api/use-load.ts'
import { Load } from '../../parts/load-state.tsx'
import { goTo } from '../../route.ts'
import { say } from '../../texts/say.ts'

/** A page to print and put up: the notice, and a code that leads to the chat. */
export function Poster({ id }: { id: string }) {
  const poster = useLoad<{ notice: BroadcastView; preview: BroadcastPreview }>(`poster-${id}`, async () => ({
    notice: await get(`broadcasts/${part(id)}`),
    preview: await post(`broadcasts/${part(id)}/preview`),
  }))
  return (
    <div className="page-body poster-page">
      <header className="page-head no-print">
        <Button onClick={() => goTo('notices', id)}>{say('back')}</Button>
        <Button type="primary" onClick={() => print()}>
          {say('print')}
        </Button>
      </header>
      <Load from={poster}>
        {({ notice, preview }) => (
          <article className="poster">
            <h1>{notice.title}</h1>
            {preview.posters.map(({ label, text }) => (
              <p key={label} className="poster-text">
                {text.replaceAll('**', '').split('\n').slice(1).join('\n')}
              </p>
            ))}
            <footer>
              <QRCode type="svg" value={`${location.origin}/`} size={160} bordered={false} />
              <span>{say('scanToAsk')}</span>
            </footer>
          </article>
        )}
      </Load>
    </div>
  )
}
