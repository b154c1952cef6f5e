import type { Texts } from '../../i18n/texts.ts'
import type { Saying } from '../flows/state.ts'
import { writeSurveyAgain } from './write-survey-again.ts'

/** The words of a saying. */
export function writeSaying(what: Saying, texts: Texts): string {
  switch (what.kind) {
    case 'small-talk':
      return texts.smallTalk[what.topic]
    case 'refusal':
      return texts.refusal[what.reason]
    case 'no-open-ticket':
      return texts.noOpenTicket[what.purpose]
    case 'not-your-ticket':
      return texts.notYourTicket(what.number)
    case 'already-cancelled':
      return texts.alreadyCancelled(what.number)
    case 'kept-open':
      return texts.keptOpen(what.number)
    case 'survey-again':
      return writeSurveyAgain(what, texts)
    case 'time-passed':
      return texts.timePassed([...what.value].slice(0, 40).join(''))
    case 'heard':
      return texts.heard([...what.text].slice(0, 120).join(''))
    case 'angry-about':
      return texts.angryAbout(what.number)
    default:
      return writePlain(what.kind, texts)
  }
}

type PlainSaying = Exclude<
  Saying['kind'],
  | 'small-talk'
  | 'refusal'
  | 'no-open-ticket'
  | 'not-your-ticket'
  | 'time-passed'
  | 'survey-again'
  | 'already-cancelled'
  | 'kept-open'
  | 'angry-about'
  | 'heard'
>

function writePlain(kind: PlainSaying, texts: Texts): string {
  const words: Record<PlainSaying, string> = {
    'not-understood': texts.notUnderstood,
    'draft-dropped': texts.draftDropped,
    'left-as-is': texts.leftAsIs,
    'survey-over': texts.survey.over,
    'passed-over': texts.survey.passed,
    help: texts.help,
    welcome: texts.welcome,
    'file-noted': texts.fileNoted,
    'voice-unheard': texts.voiceUnheard,
    'bind-how': texts.bindHow,
    'what-happened': texts.askWhatHappened,
    'private-please': texts.privatePlease,
    'too-many-tickets': texts.tooManyTickets,
  }
  return words[kind]
}
