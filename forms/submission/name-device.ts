/** The kinds of device and browser that the words know (`fill.device.…`). */
export type DeviceKind = 'phone' | 'tablet' | 'computer' | 'program';

/**
 * What a person would call the device, from the browser's own name: `phone/WeChat`, `computer/Edge`. Only for telling
 * one's own devices apart: nothing is decided by it.
 */
export function nameDevice(userAgent: string): string {
  const kind: DeviceKind = /iPad|Tablet|Android(?!.*Mobile)/.test(userAgent)
    ? 'tablet'
    : /Mobile|iPhone|Android|HarmonyOS/.test(userAgent)
      ? 'phone'
      : /Mozilla/.test(userAgent)
        ? 'computer'
        : 'program';
  const browser = browsers.find(([sign]) => sign.test(userAgent))?.[1];
  return browser ? `${kind}/${browser}` : kind;
}

/** The first that fits: most browsers name Chrome and Safari beside themselves. */
const browsers: readonly [RegExp, string][] = [
  [/MicroMessenger/, 'WeChat'],
  [/DingTalk/, 'DingTalk'],
  [/Edg(e|A|iOS)?\//, 'Edge'],
  [/Firefox|FxiOS/, 'Firefox'],
  [/QQBrowser/, 'QQ'],
  [/HuaweiBrowser/, 'Huawei'],
  [/Chrome|CriOS/, 'Chrome'],
  [/Safari/, 'Safari'],
];
