export interface ZipListing {
  names: string[]
  /** What the entries say they hold unpacked, together. */
  unpackedBytes: number
  isEncrypted: boolean
}

const endMark = 0x06054b50
const entryMark = 0x02014b50
const endLength = 22
const entryLength = 46

/** Gives what the directory of a ZIP archive says, without unpacking; undefined where there is none, as in a cut-off file. */
export function listZip(bytes: Uint8Array): ZipListing | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const end = findEnd(view)
  if (end === undefined) return undefined
  const listing: ZipListing = { names: [], unpackedBytes: 0, isEncrypted: false }
  let at = view.getUint32(end + 16, true)
  for (let left = view.getUint16(end + 10, true); left > 0; left--) {
    if (at + entryLength > end || view.getUint32(at, true) !== entryMark) return undefined
    const nameLength = view.getUint16(at + 28, true)
    listing.names.push(
      new TextDecoder().decode(bytes.subarray(at + entryLength, at + entryLength + nameLength)),
    )
    listing.unpackedBytes += view.getUint32(at + 24, true)
    listing.isEncrypted ||= (view.getUint16(at + 8, true) & 1) === 1
    at += entryLength + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
  }
  return listing
}

/** The end record stands at the end, before a comment of at most 65,535 bytes. */
function findEnd(view: DataView): number | undefined {
  const lowest = Math.max(0, view.byteLength - endLength - 65_535)
  for (let at = view.byteLength - endLength; at >= lowest; at--) {
    if (view.getUint32(at, true) === endMark) return at
  }
  return undefined
}
