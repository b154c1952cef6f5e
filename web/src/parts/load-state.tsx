import { Alert, Button, Empty, Skeleton } from 'antd'
import type { ReactNode } from 'react'
import { Refused } from '../api/call.ts'
import type { Loaded } from '../api/use-load.ts'
import { say } from '../texts/say.ts'

/** What to tell of an error: pages never end in nothing. */
export function describeError(error: unknown): string {
  if (!(error instanceof Refused)) return say('connectionLost')
  if (error.status === 403) return say('notAllowed')
  return error.message
}

function isMissingApi(error: unknown): boolean {
  return error instanceof Refused && error.status === 404 && /nothing at this address/i.test(error.message)
}

export function ErrorLine({ error, retry }: { error: unknown; retry?: () => void }) {
  if (isMissingApi(error)) return <Alert type="info" showIcon title={say('notReady')} />
  return (
    <Alert
      type="error"
      showIcon
      title={say('failed')}
      description={describeError(error)}
      action={
        retry && (
          <Button size="small" onClick={retry}>
            {say('retry')}
          </Button>
        )
      }
    />
  )
}

/** Shows what was loaded, or that it is loading, failed, or empty. */
export function Load<T>(props: {
  from: Loaded<T>
  isEmpty?: (data: T) => boolean
  empty?: string
  children: (data: T) => ReactNode
}) {
  const { data, error, isLoading, reload } = props.from
  if (data === undefined) {
    if (error) return <ErrorLine error={error} retry={reload} />
    return isLoading ? <Skeleton active paragraph={{ rows: 4 }} aria-label={say('loading')} /> : null
  }
  if (props.isEmpty?.(data)) {
    return <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={props.empty} />
  }
  return (
    <>
      {error ? <ErrorLine error={error} retry={reload} /> : null}
      {props.children(data)}
    </>
  )
}
