import { countSections, type FileReport, listResults, shareOf } from './results.ts'

/**
 * Gives the reports as one JSON document: `files` with the scores, and `talks`, `questions`, `messages` and `days` of
 * all files with what docs/evaluation.md says of each. `pass` is null where a row has no expectation.
 */
export function toJson(reports: FileReport[], passed: boolean): string {
  const document = {
    pass: passed,
    files: reports.map(report => ({
      file: report.file,
      score: shareOf(listResults(report)) ?? null,
      sections: countSections(listResults(report)),
    })),
    talks: reports.flatMap(report =>
      report.talks.map(({ id, pass, reasons, replies, tickets }) => ({
        id,
        pass,
        reasons,
        replies,
        tickets,
      })),
    ),
    questions: reports.flatMap(report =>
      report.questions.map(({ id, pass, reasons, reply, citations }) => ({
        id,
        pass,
        reasons,
        reply,
        citations,
      })),
    ),
    messages: reports.flatMap(report =>
      report.messages.map(({ id, pass, reasons, sentiment, emotion, angryAtService }) => ({
        id,
        pass,
        reasons,
        sentiment,
        emotion,
        angryAtService,
      })),
    ),
    days: reports.flatMap(report =>
      report.days.map(({ day, pass, reasons, alerts }) => ({ day, pass, reasons, alerts })),
    ),
  }
  return JSON.stringify(document, null, 2)
}
