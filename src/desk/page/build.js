/** Makes an element; words only ever enter as text. */
export function build(name, options = {}, ...children) {
  const element = document.createElement(name)
  if (options.className) element.className = options.className
  if (options.text !== undefined) element.textContent = options.text
  if (options.title) element.title = options.title
  if (options.onClick) {
    element.type = 'button'
    element.addEventListener('click', options.onClick)
  }
  element.append(...children)
  return element
}
