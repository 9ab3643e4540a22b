import sanitizeHtml from 'sanitize-html';

const allowedTags = new Set(
  'a b strong i em u s sub sup br p div span ul ol li h1 h2 h3 h4 h5 h6 table thead tbody tr th td blockquote hr code small'.split(
    ' ',
  ),
);
const allowedAttributes = new Set(['href', 'title', 'class', 'target', 'rel', 'colspan', 'rowspan', 'lang']);
const safeAddress = /^(https?:\/\/|mailto:|tel:|\/(?!\/)|#)/i;

/**
 * The first thing in a text's HTML that has no place in a form: a tag that isn't formatting, an event handler, a
 * style, an address that runs something or loads something. Null when there is none.
 */
export function findUnsafeMarkup(text: string): string | null {
  // Without a tag there is nothing to run; "<" before a digit or space is arithmetic.
  if (!/<[a-z!/?]/i.test(text)) return null;
  let found: string | null = null;
  sanitizeHtml(text, {
    allowedTags: false,
    allowedAttributes: false,
    allowVulnerableTags: true,
    transformTags: {
      '*': (tagName, attribs) => {
        if (!allowedTags.has(tagName.toLowerCase())) found ??= `<${tagName}>`;
        for (const [name, value] of Object.entries(attribs)) {
          if (!allowedAttributes.has(name.toLowerCase())) found ??= name;
          // eslint-disable-next-line no-control-regex
          else if (name.toLowerCase() === 'href' && !safeAddress.test(value.replace(/[\u0000-\u0020]/g, '')))
            found ??= value;
        }
        return { tagName, attribs };
      },
    },
  });
  return found;
}
