import { redirect } from '@remix-run/node';

/** The page of before: progress is on 政策推送 now, with what firms said beside it. */
export function loader() {
  return redirect('/desk/push');
}
