/** The 31 characters of GB 32100-2015; I, O, S, V and Z are left out. */
const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
const shape = /^[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}$/;

/** The check character of the first 17 of a credit code: (31 − Σ weight × value mod 31) mod 31. */
export function creditCodeCheck(first17: string): string {
  const sum = weights.reduce((total, weight, at) => total + weight * alphabet.indexOf(first17.charAt(at)), 0);
  return alphabet.charAt((31 - (sum % 31)) % 31);
}

/** What is wrong with a 统一社会信用代码 (GB 32100-2015), in words; null when nothing is. */
export function creditCodeProblem(code: string): string | null {
  if (code.length !== 18) return `统一社会信用代码应为 18 位，现在是 ${code.length} 位`;
  if (!shape.test(code))
    return '统一社会信用代码由数字和大写字母组成（不含 I、O、S、V、Z），第 3 至 8 位为数字';
  if (creditCodeCheck(code.slice(0, 17)) !== code.charAt(17))
    return '统一社会信用代码的最后一位校验码不对，请核对';
  return null;
}

/** Whether the text is a credit code whose check character fits. */
export function isCreditCode(code: string): boolean {
  return creditCodeProblem(code) === null;
}
