import { messageOf } from '../shared/errors.ts'
import type { Log } from '../shared/log.ts'

export interface Recording {
  bytes: Uint8Array
  /** With the ending of what it is: servers tell the format by it. */
  fileName: string
  mimeType?: string
}

/** WeChat's own recordings are speech of this rate. */
const silkHertz = 24_000

const starts: readonly { bytes: string; at?: number; ending: string; mimeType: string }[] = [
  { bytes: '#!AMR', ending: 'amr', mimeType: 'audio/amr' },
  { bytes: 'OggS', ending: 'ogg', mimeType: 'audio/ogg' },
  { bytes: 'RIFF', ending: 'wav', mimeType: 'audio/wav' },
  { bytes: 'ID3', ending: 'mp3', mimeType: 'audio/mpeg' },
  { bytes: '\u00ff\u00fb', ending: 'mp3', mimeType: 'audio/mpeg' },
  { bytes: 'ftyp', at: 4, ending: 'm4a', mimeType: 'audio/mp4' },
  { bytes: '\u001aE\u00df\u00a3', ending: 'webm', mimeType: 'audio/webm' },
]

/**
 * A recording as a transcription server can take it: named for what its first bytes say, WeChat's SILK turned into WAV where
 * the decoder is installed. What nobody knows stays as it is.
 */
export async function prepareRecording(recording: Recording, log: Log): Promise<Recording> {
  if (isSilk(recording.bytes)) return await decodeSilk(recording, log)
  const found = starts.find(start => beginsWith(recording.bytes, start.bytes, start.at ?? 0))
  if (!found) return recording
  return { bytes: recording.bytes, fileName: `voice.${found.ending}`, mimeType: found.mimeType }
}

/** Tencent puts one byte of its own before the mark. */
function isSilk(bytes: Uint8Array): boolean {
  return beginsWith(bytes, '#!SILK_V3', 0) || beginsWith(bytes, '#!SILK_V3', 1)
}

function beginsWith(bytes: Uint8Array, start: string, at: number): boolean {
  return Buffer.from(bytes.subarray(at, at + start.length)).toString('latin1') === start
}

async function decodeSilk(recording: Recording, log: Log): Promise<Recording> {
  try {
    const { decode } = await import('silk-wasm')
    const { data } = await decode(recording.bytes, silkHertz)
    return { bytes: writeWav(data, silkHertz), fileName: 'voice.wav', mimeType: 'audio/wav' }
  } catch (error) {
    // Some servers read SILK themselves; those that do not refuse it, and the resident is asked to type.
    log.warn({ error: messageOf(error) }, 'a SILK recording could not be decoded')
    return { bytes: recording.bytes, fileName: 'voice.silk', mimeType: 'audio/silk' }
  }
}

/** One channel of 16-bit samples with the header that says so. */
function writeWav(samples: Uint8Array, hertz: number): Uint8Array {
  const header = Buffer.alloc(44)
  header.write('RIFF', 0, 'latin1')
  header.writeUInt32LE(36 + samples.byteLength, 4)
  header.write('WAVEfmt ', 8, 'latin1')
  header.writeUInt32LE(16, 16)
  header.writeUInt16LE(1, 20)
  header.writeUInt16LE(1, 22)
  header.writeUInt32LE(hertz, 24)
  header.writeUInt32LE(hertz * 2, 28)
  header.writeUInt16LE(2, 32)
  header.writeUInt16LE(16, 34)
  header.write('data', 36, 'latin1')
  header.writeUInt32LE(samples.byteLength, 40)
  return Buffer.concat([header, samples])
}
