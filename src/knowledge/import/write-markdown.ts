/** Writes a Markdown table; pipes and line breaks in cells would break it. */
export function writeTable(header: string[], rows: string[][]): string {
  const line = (cells: string[]) =>
    `| ${header.map((_, column) => escapeCell(cells[column] ?? '')).join(' | ')} |`
  return [line(header), `|${header.map(() => '---|').join('')}`, ...rows.map(line)].join('\n')
}

function escapeCell(cell: string): string {
  return cell
    .replace(/\|/g, '｜')
    .replace(/\s*\n\s*/g, ' ')
    .trim()
}

/** Keeps marks of Markdown in ordinary text from becoming headings, lists, code or rules. */
export function escapeLine(line: string): string {
  return line
    .trim()
    .replace(/^([#>])/, '\\$1')
    .replace(/^([-*_=])(\1{2,})$/, '\\$1$2')
    .replace(/[*_`[\]<]/g, '\\$&')
}
