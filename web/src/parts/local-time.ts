/** For `datetime-local`, in the browser's zone. */
export function toLocal(iso: string | null | undefined): string {
  if (!iso) return ''
  const at = new Date(iso)
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16)
}

export function toInstant(local: string | undefined): string | null {
  return local ? new Date(local).toISOString() : null
}
