import type { ResidentCardView } from '../../../../src/desk/contract.ts'
import { describeInstant } from '../../parts/time.ts'
import { say } from '../../texts/say.ts'
import { nameOf } from '../../texts/words.ts'

const heights: Record<string, number> = { angry: 22, anxious: 18, sad: 14, neutral: 6, pleased: 10 }

/** The moods of the last messages, oldest first: how the talk has gone. */
export function MoodLine({ moods }: { moods: ResidentCardView['moods'] }) {
  if (moods.length === 0) return <p className="quiet">{say('noMood')}</p>
  return (
    <div className="mood-line">
      {moods.map(({ at, emotion, angryAtService }) => {
        const name = [nameOf(emotion), angryAtService ? say('angryAtService') : '']
          .filter(Boolean)
          .join(' · ')
        return (
          <span
            key={`${at} ${emotion}`}
            className={`mood-bar mood-${emotion}`}
            style={{ height: heights[emotion] ?? 6 }}
            role="img"
            aria-label={name}
            title={`${describeInstant(at)} ${name}`}
          />
        )
      })}
    </div>
  )
}
