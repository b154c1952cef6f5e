/**
 * The room in which staff talk to Linli and to residents: a chat of some channel. Nothing else of the platform passes this
 * line; another platform's room (a WeChat group, answered by quoting) needs no more than its own two words here.
 */
export interface StaffRoom {
  channel: string
  chat: string
  /** Most UTF-16 units of one message. */
  textLimit: number
}
