/** A bar with its numbers. The page looks again while something is at work: `useLookAgain`. */
export function ProgressBar({ label, done, total }: { label: string; done: number; total: number }) {
  const percent = total === 0 ? 0 : Math.floor((100 * done) / total);
  return (
    <span className="ev-progress">
      <span
        className="progress"
        role="progressbar"
        aria-label={label}
        aria-valuenow={percent}
        aria-valuemin={0}
        aria-valuemax={100}
      >
        <svg className="progress-bar" width={`${percent}%`} aria-hidden="true" />
      </span>
      <span className="hq-xs hq-muted num" aria-hidden="true">
        {total === 0 ? '…' : `${String(done)} / ${String(total)}`}
      </span>
    </span>
  );
}
