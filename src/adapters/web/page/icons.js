const paths = {
  attach: 'M12 5v14M5 12h14',
  locate:
    'M12 21s7-6.2 7-11.5A7 7 0 0 0 5 9.5C5 14.8 12 21 12 21ZM12 12a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5Z',
  send: 'M5 12h13M12 6l6 6-6 6',
}

/** Gives a line drawing that inherits the colour of its button. */
export function drawIcon(name) {
  const space = 'http://www.w3.org/2000/svg'
  const icon = document.createElementNS(space, 'svg')
  icon.setAttribute('viewBox', '0 0 24 24')
  icon.setAttribute('aria-hidden', 'true')
  const path = document.createElementNS(space, 'path')
  path.setAttribute('d', paths[name])
  icon.append(path)
  return icon
}
