import { useEffect, useRef, useState } from 'react';

import type { PolicyDraft } from '~/knowledge/policies/design/policy-draft';
import type { FirmQuery } from '~/knowledge/policies/simulation/simulation-request';

import type { Simulation } from './run-simulation.server';

/** What the editor wants to know besides the counts. */
export interface SimulationWish {
  details?: boolean;
  threshold?: { leafId: string };
  firms?: FirmQuery;
}

/** Asks the city's firms by the rule as it stands. */
export async function askSimulation(
  policyId: string,
  content: Pick<PolicyDraft, 'rule' | 'derived' | 'benefit'>,
  wish: SimulationWish,
): Promise<Simulation> {
  const response = await fetch(`/desk/policies/${policyId}/simulate`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({
      rule: content.rule,
      derived: content.derived,
      amount: content.benefit.amount,
      ...wish,
    }),
  });
  if (!response.ok) throw new Error(`The simulation failed: ${response.status}`);
  return (await response.json()) as Simulation;
}

/**
 * The figures that belong to the rule, asked again 400 ms after an edit. One question at a time: an edit made meanwhile
 * is asked when the answer has come, so that the counts never fall behind by more than one.
 */
export function useSimulation(
  policyId: string,
  content: Pick<PolicyDraft, 'rule' | 'derived' | 'benefit'>,
  wish: SimulationWish,
) {
  const [simulation, setSimulation] = useState<Simulation | null>(null);
  const [isAsking, setAsking] = useState(false);
  const [hasFailed, setFailed] = useState(false);
  const question = JSON.stringify({
    rule: content.rule,
    derived: content.derived,
    amount: content.benefit.amount,
    wish,
  });
  const newest = useRef(question);
  const running = useRef(false);
  const latest = useRef({ content, wish });
  useEffect(() => {
    latest.current = { content, wish };
    newest.current = question;
    let isGone = false;
    const ask = async () => {
      if (running.current) return;
      running.current = true;
      setAsking(true);
      try {
        for (let asked = ''; asked !== newest.current;) {
          asked = newest.current;
          const { content: now, wish: what } = latest.current;
          const answer = await askSimulation(policyId, now, what);
          setSimulation(answer);
          setFailed(false);
        }
      } catch (error) {
        // The page says so; the next edit asks again.
        reportError(error);
        setFailed(true);
      } finally {
        running.current = false;
        setAsking(false);
      }
    };
    const timer = setTimeout(() => {
      if (!isGone) void ask();
    }, 400);
    return () => {
      isGone = true;
      clearTimeout(timer);
    };
    // The question holds all that the answer depends on.
  }, [policyId, question]);
  return { simulation, isAsking, hasFailed };
}
