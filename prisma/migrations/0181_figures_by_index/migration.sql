-- The desk's figures are read from indexes alone: a turn's row holds its whole answer.
DROP INDEX "Turn_createdAt_outcome_intent_idx";
CREATE INDEX "Turn_createdAt_outcome_intent_idx" ON "Turn"("createdAt", "outcome", "intent", "id");
DROP INDEX "Turn_policyId_createdAt_idx";
CREATE INDEX "Turn_policyId_createdAt_outcome_intent_idx" ON "Turn"("policyId", "createdAt", "outcome", "intent");
CREATE INDEX "Citation_turnId_passageId_documentId_idx" ON "Citation"("turnId", "passageId", "documentId");
