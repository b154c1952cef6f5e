export const ok = { errcode: 0, errmsg: 'ok' }
export const refuse = (errcode: number, errmsg: string) => ({ errcode, errmsg })

export interface HeardByCustomer {
  customer: string
  text: string
  menu?: { id: string; label: string }[]
  file?: Buffer
}

interface Body {
  msgtype?: string
  text?: { content?: string }
  msgmenu?: { head_content?: string; list?: { click?: { id?: string; content?: string } }[] }
}

/** What the platform has against the words of a message; nothing where it takes them. */
export function checkWords(body: Body): object | undefined {
  switch (body.msgtype) {
    case 'text':
      return checkText(body.text?.content ?? '')
    case 'msgmenu':
      return checkMenu(body.msgmenu ?? {})
    case 'image':
    case 'voice':
    case 'video':
    case 'file':
      return undefined
    default:
      return refuse(40008, 'invalid message type')
  }
}

function checkText(content: string): object | undefined {
  const bytes = Buffer.byteLength(content)
  return bytes === 0 || bytes > 2048 ? refuse(40058, 'text.content must have 1 to 2048 bytes') : undefined
}

function checkMenu({ head_content: head = '', list = [] }: NonNullable<Body['msgmenu']>): object | undefined {
  if (Buffer.byteLength(head) > 1024) return refuse(40058, 'head_content too long')
  const isBad = list.some(({ click }) => Buffer.byteLength(click?.id ?? '') > 128 || !click?.content)
  return list.length === 0 || list.length > 10 || isBad ? refuse(40058, 'invalid list') : undefined
}

/** What the customer sees of it. */
export function readSent(body: Body): Omit<HeardByCustomer, 'customer'> {
  if (!body.msgmenu) return { text: body.text?.content ?? '' }
  const list = body.msgmenu.list ?? []
  return {
    text: body.msgmenu.head_content ?? '',
    menu: list.map(({ click }) => ({ id: click?.id ?? '', label: click?.content ?? '' })),
  }
}
