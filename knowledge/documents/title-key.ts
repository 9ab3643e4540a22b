const versionSuffix =
  /[(](?:\d{4}[-.年]?\d{0,2}[-.月]?\d{0,2}日?|\d{4}年?(?:第[一二三四五六七八九十]+次)?(?:修正|修订|修改)(?:版|本|文本)?|节录|摘录|节选|要点|全文)[)]$/;

/**
 * The title in normal form, under which versions of one document meet: compatible characters, no spaces, no 《》, no
 * 中华人民共和国 before it, no date, 修订 or 节录 in brackets after it. 试行 stays: a trial text is a document of its own.
 */
export function titleKey(title: string): string {
  let key = title
    .normalize('NFKC')
    .replace(/[\s\u200b\ufeff]/g, '')
    .replace(/[〔[【]/g, '(')
    .replace(/[〕\]】]/g, ')')
    .toLowerCase();
  const quoted = /^《(.+)》$/.exec(key);
  if (quoted?.[1] !== undefined && !quoted[1].includes('《')) key = quoted[1];
  for (let shorter = key.replace(versionSuffix, ''); shorter !== key && shorter !== '';) {
    key = shorter;
    shorter = key.replace(versionSuffix, '');
  }
  const prefix = '中华人民共和国';
  return key.startsWith(prefix) && key.length > prefix.length ? key.slice(prefix.length) : key;
}

/** Whether the title says that the text is only a part of the document. */
export function isExcerpt(title: string): boolean {
  return /[（(〔【[](?:节录|摘录|节选)[）)〕】\]]\s*$/.test(title.trim());
}
