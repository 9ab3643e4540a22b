import type { TemplatePart } from '~/knowledge/policies/push/templates/template-parts';

type NameOf = (value: string) => string;

/** Puts words and chips into an empty editor. */
export function placeParts(box: HTMLElement, parts: readonly TemplatePart[], nameOf: NameOf): void {
  box.replaceChildren(...parts.map((part) => nodeOf(part, nameOf)));
}

/** What the editor holds; line breaks that a browser made elements of are words again. */
export function partsOf(box: Node): TemplatePart[] {
  return [...box.childNodes].flatMap((node, index): TemplatePart[] => {
    if (node instanceof HTMLElement) {
      if (node.dataset.value !== undefined) return [{ value: node.dataset.value }];
      if (node.tagName === 'BR') return [{ text: '\n' }];
      return index > 0 && node.tagName === 'DIV' ? [{ text: '\n' }, ...partsOf(node)] : partsOf(node);
    }
    return node.textContent ? [{ text: node.textContent }] : [];
  });
}

/** Puts a piece where the caret is, or at the end when it is elsewhere; the caret goes behind it. */
export function insertAtCaret(box: HTMLElement, part: TemplatePart, nameOf: NameOf): void {
  const selection = window.getSelection();
  const here = selection && selection.rangeCount > 0 ? selection.getRangeAt(0) : null;
  const node = nodeOf(part, nameOf);
  if (here && box.contains(here.commonAncestorContainer)) {
    here.deleteContents();
    here.insertNode(node);
  } else box.append(node);
  const after = document.createRange();
  after.setStartAfter(node);
  after.collapse(true);
  box.focus();
  selection?.removeAllRanges();
  selection?.addRange(after);
}

function nodeOf(part: TemplatePart, nameOf: NameOf): Node {
  if ('text' in part) return document.createTextNode(part.text);
  const chip = document.createElement('span');
  chip.dataset.value = part.value;
  chip.contentEditable = 'false';
  chip.textContent = nameOf(part.value);
  return chip;
}
