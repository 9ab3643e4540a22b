import { useEffect, useState } from 'react';

import type { CoverageAnswer } from '~/knowledge/policies/simulation/simulation-request';

/** For how many firms the city holds each fact; undefined until the answer has come. */
export function useCoverage(policyId: string): CoverageAnswer | undefined {
  const [coverage, setCoverage] = useState<CoverageAnswer>();
  useEffect(() => {
    let isGone = false;
    fetch(`/desk/policies/${policyId}/coverage`)
      .then((response) => {
        if (!response.ok) throw new Error(`The coverage could not be read: ${response.status}`);
        return response.json() as Promise<CoverageAnswer>;
      })
      .then((answer) => {
        if (!isGone) setCoverage(answer);
      })
      // The checks on who supplies a fact wait for the gate on the server; all others go on.
      .catch((error: unknown) => reportError(error));
    return () => {
      isGone = true;
    };
  }, [policyId]);
  return coverage;
}
