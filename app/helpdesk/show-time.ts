const clock = new Intl.DateTimeFormat('zh-CN', {
  timeZone: 'Asia/Shanghai',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  hour12: false,
});

/** An instant as the desk reads it: 11-22 14:35, in the city. */
export function showTime(at: Date | string): string {
  return clock.format(new Date(at)).replace(/\//g, '-');
}
