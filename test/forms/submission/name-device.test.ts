import { expect, test } from 'vitest';

import { nameDevice } from '~/forms/submission/name-device';

test.each([
  [
    'Mozilla/5.0 (Linux; Android 14; V2231A) AppleWebKit/537.36 Chrome/116 Mobile Safari/537.36 MicroMessenger/8.0',
    'phone/WeChat',
  ],
  ['Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) Version/17.4 Mobile Safari/604.1', 'phone/Safari'],
  ['Mozilla/5.0 (Linux; Android 12; MatePad) AppleWebKit/537.36 Chrome/114 Safari/537.36', 'tablet/Chrome'],
  [
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/120 Safari/537.36 Edg/120',
    'computer/Edge',
  ],
  ['Mozilla/5.0 (X11; Linux x86_64; rv:121.0) Gecko/20100101 Firefox/121.0', 'computer/Firefox'],
  ['curl/8.0', 'program'],
  ['', 'program'],
])('%s is %s', (userAgent, device) => {
  expect(nameDevice(userAgent)).toBe(device);
});
