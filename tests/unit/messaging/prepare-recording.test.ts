import { encode } from 'silk-wasm'
import { describe, expect, it } from 'vitest'
import { prepareRecording } from '../../../src/messaging/prepare-recording.ts'
import { silentLog } from '../../../src/shared/log.ts'

const prepare = (bytes: Uint8Array) => prepareRecording({ bytes, fileName: 'voice.ogg' }, silentLog)
const startingWith = (text: string) => Buffer.concat([Buffer.from(text, 'latin1'), Buffer.alloc(64)])

/** A second of a tone, as 16-bit samples. */
function tone(hertz: number): Buffer {
  const samples = Buffer.alloc(hertz * 2)
  for (let at = 0; at < hertz; at += 1)
    samples.writeInt16LE(Math.round(9_000 * Math.sin((at * 440 * 2 * Math.PI) / hertz)), at * 2)
  return samples
}

describe('a recording for a transcription server', () => {
  it("turns WeChat's SILK into WAV of the same length and the same tone", async () => {
    const { data } = await encode(tone(24_000), 24_000)
    expect(Buffer.from(data.subarray(1, 10)).toString('latin1')).toBe('#!SILK_V3')
    const wav = await prepare(data)
    expect(wav).toMatchObject({ fileName: 'voice.wav', mimeType: 'audio/wav' })
    const bytes = Buffer.from(wav.bytes)
    expect(bytes.subarray(0, 4).toString('latin1')).toBe('RIFF')
    expect(bytes.readUInt32LE(4)).toBe(bytes.length - 8)
    expect(bytes.readUInt32LE(24)).toBe(24_000)
    expect((bytes.length - 44) / 48_000).toBeCloseTo(1, 1)
    const crossings = Array.from({ length: 20_000 }, (_, at) =>
      bytes.readInt16LE(44 + (at + 2_000) * 2),
    ).filter((sample, at, all) => at > 0 && sample >= 0 !== (all[at - 1] ?? 0) >= 0)
    // 440 Hz cross zero 880 times a second.
    expect(crossings.length / (20_000 / 24_000)).toBeCloseTo(880, -1)
  })

  it('names others for what they are, whatever the platform called them', async () => {
    const named = async (text: string) => (await prepare(startingWith(text))).fileName
    expect(await named('#!AMR\n')).toBe('voice.amr')
    expect(await named('OggS')).toBe('voice.ogg')
    expect(await named('ID3')).toBe('voice.mp3')
    expect(await named('RIFF')).toBe('voice.wav')
    expect(await named('\u0000\u0000\u0000\u0018ftypM4A ')).toBe('voice.m4a')
  })

  it('passes on what it does not know, and SILK that is broken, as they are', async () => {
    const odd = startingWith('what is this')
    expect(await prepare(odd)).toEqual({ bytes: odd, fileName: 'voice.ogg' })
    const broken = startingWith('\u0002#!SILK_V3')
    const passed = await prepare(broken)
    expect(Buffer.from(passed.bytes).subarray(0, 10).toString('latin1')).toMatch(/SILK|RIFF/)
    expect((await prepare(new Uint8Array())).bytes).toHaveLength(0)
  })
})
