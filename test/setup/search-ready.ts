interface Status {
  embeddingModel: string | null;
  vectorsPending: number;
  jobsPending: number;
}

/** Until the passages have their vectors, and clauses and words theirs: these come by the same job, afterwards. */
export async function searchReady(url: string): Promise<void> {
  for (const until = Date.now() + 600_000; Date.now() < until;) {
    // A kept connection may be closed by a busy server just as it is used again.
    const response = await fetch(`${url}/api/v1/status`).catch((error: unknown) => {
      if (error instanceof TypeError) return null;
      throw error;
    });
    const status = response && ((await response.json()) as Status);
    if (status && status.embeddingModel !== null && status.vectorsPending === 0 && status.jobsPending === 0)
      return;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  throw new Error('The sample city had no vectors after ten minutes');
}
