-- Questions handed over: number, clock, draft, why closed.
ALTER TABLE "Handover" ADD COLUMN "number" TEXT;
ALTER TABLE "Handover" ADD COLUMN "claimedAt" DATETIME;
ALTER TABLE "Handover" ADD COLUMN "draft" JSONB;
ALTER TABLE "Handover" ADD COLUMN "closedAt" DATETIME;
ALTER TABLE "Handover" ADD COLUMN "closedReason" TEXT;
ALTER TABLE "Handover" ADD COLUMN "escalatedFor" TEXT;
CREATE UNIQUE INDEX "Handover_number_key" ON "Handover"("number");
CREATE INDEX "Handover_conversationId_idx" ON "Handover"("conversationId");
CREATE INDEX "Handover_repliedAt_idx" ON "Handover"("repliedAt");
CREATE INDEX "Handover_createdAt_idx" ON "Handover"("createdAt");

-- The figures of the desk: by day, kind and outcome, by policy, by document.
ALTER TABLE "Turn" ADD COLUMN "policyId" TEXT;
UPDATE "Turn" SET "policyId" = json_extract("answer", '$.policyId');
CREATE INDEX "Turn_createdAt_outcome_intent_idx" ON "Turn"("createdAt", "outcome", "intent");
CREATE INDEX "Turn_policyId_createdAt_idx" ON "Turn"("policyId", "createdAt");
CREATE INDEX "Citation_documentId_idx" ON "Citation"("documentId");
CREATE INDEX "Feedback_createdAt_kind_idx" ON "Feedback"("createdAt", "kind");

CREATE TABLE "HandoverEvent" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "handoverId" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "actorId" TEXT,
    "actorKind" TEXT NOT NULL,
    "detail" JSONB NOT NULL,
    "at" DATETIME NOT NULL,
    CONSTRAINT "HandoverEvent_handoverId_fkey" FOREIGN KEY ("handoverId") REFERENCES "Handover" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

CREATE TABLE "HandoverReply" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "handoverId" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "text" TEXT NOT NULL,
    "repliedById" TEXT,
    "departmentId" TEXT,
    "pointedOut" JSONB NOT NULL,
    "rating" TEXT,
    "ratedAt" DATETIME,
    "comment" TEXT,
    "at" DATETIME NOT NULL,
    CONSTRAINT "HandoverReply_handoverId_fkey" FOREIGN KEY ("handoverId") REFERENCES "Handover" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

CREATE TABLE "HandoverCitation" (
    "replyId" TEXT NOT NULL,
    "n" INTEGER NOT NULL,
    "passageId" INTEGER NOT NULL,
    "documentId" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "documentNumber" TEXT,
    "path" TEXT NOT NULL,
    "quote" TEXT NOT NULL,
    "textKind" TEXT NOT NULL,
    PRIMARY KEY ("replyId", "n"),
    CONSTRAINT "HandoverCitation_replyId_fkey" FOREIGN KEY ("replyId") REFERENCES "HandoverReply" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

CREATE TABLE "ReplyPhrase" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "departmentId" TEXT,
    "title" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "createdById" TEXT,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" DATETIME NOT NULL,
    "removedAt" DATETIME
);

CREATE TABLE "Faq" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "departmentId" TEXT NOT NULL,
    "ownerId" TEXT,
    "state" TEXT NOT NULL DEFAULT 'checking',
    "reviewOn" TEXT NOT NULL,
    "publishedVersionId" TEXT,
    "documentId" TEXT,
    "handoverId" TEXT,
    "clusterId" TEXT,
    "flags" JSONB NOT NULL,
    "flaggedAt" DATETIME,
    "remindedFor" TEXT,
    "retiredAt" DATETIME,
    "createdById" TEXT,
    "createdAt" DATETIME NOT NULL,
    "updatedAt" DATETIME NOT NULL
);

CREATE TABLE "FaqVersion" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "faqId" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "question" TEXT NOT NULL,
    "answer" TEXT NOT NULL,
    "sources" JSONB NOT NULL,
    "reviewOn" TEXT NOT NULL,
    "changeId" TEXT,
    "createdById" TEXT,
    "createdAt" DATETIME NOT NULL,
    CONSTRAINT "FaqVersion_faqId_fkey" FOREIGN KEY ("faqId") REFERENCES "Faq" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

CREATE TABLE "QuestionCluster" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "label" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'open',
    "model" TEXT,
    "centre" BLOB,
    "questions" INTEGER NOT NULL DEFAULT 0,
    "askers" INTEGER NOT NULL DEFAULT 0,
    "firstAskedAt" DATETIME NOT NULL,
    "lastAskedAt" DATETIME NOT NULL,
    "resolution" TEXT,
    "reason" TEXT,
    "note" TEXT,
    "resolvedById" TEXT,
    "resolvedAt" DATETIME,
    "reopenedAt" DATETIME,
    "joinedToId" TEXT
);

CREATE TABLE "ClusteredQuestion" (
    "turnId" TEXT NOT NULL PRIMARY KEY,
    "clusterId" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "askerHash" TEXT NOT NULL,
    "cause" TEXT NOT NULL,
    "comment" TEXT,
    "askedAt" DATETIME NOT NULL,
    CONSTRAINT "ClusteredQuestion_clusterId_fkey" FOREIGN KEY ("clusterId") REFERENCES "QuestionCluster" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

CREATE UNIQUE INDEX "HandoverEvent_handoverId_number_key" ON "HandoverEvent"("handoverId", "number");
CREATE UNIQUE INDEX "HandoverReply_handoverId_number_key" ON "HandoverReply"("handoverId", "number");
CREATE INDEX "HandoverReply_ratedAt_idx" ON "HandoverReply"("ratedAt");
CREATE INDEX "HandoverCitation_passageId_idx" ON "HandoverCitation"("passageId");
CREATE INDEX "HandoverCitation_documentId_idx" ON "HandoverCitation"("documentId");
CREATE INDEX "ReplyPhrase_departmentId_removedAt_idx" ON "ReplyPhrase"("departmentId", "removedAt");
CREATE UNIQUE INDEX "Faq_documentId_key" ON "Faq"("documentId");
CREATE INDEX "Faq_state_reviewOn_idx" ON "Faq"("state", "reviewOn");
CREATE INDEX "Faq_departmentId_state_idx" ON "Faq"("departmentId", "state");
CREATE INDEX "Faq_handoverId_idx" ON "Faq"("handoverId");
CREATE UNIQUE INDEX "FaqVersion_faqId_number_key" ON "FaqVersion"("faqId", "number");
CREATE INDEX "FaqVersion_changeId_idx" ON "FaqVersion"("changeId");
CREATE INDEX "QuestionCluster_state_askers_idx" ON "QuestionCluster"("state", "askers");
CREATE INDEX "QuestionCluster_state_lastAskedAt_idx" ON "QuestionCluster"("state", "lastAskedAt");
CREATE INDEX "ClusteredQuestion_clusterId_askedAt_idx" ON "ClusteredQuestion"("clusterId", "askedAt");
CREATE INDEX "ClusteredQuestion_clusterId_askerHash_idx" ON "ClusteredQuestion"("clusterId", "askerHash");

-- What was handed over and replied to before timelines were kept.
INSERT INTO "HandoverEvent" ("id", "handoverId", "number", "kind", "actorId", "actorKind", "detail", "at")
SELECT 'e1' || "id", "id", 1, 'handed-over', "personId", 'asker', '{}', "createdAt" FROM "Handover";
INSERT INTO "HandoverReply" ("id", "handoverId", "number", "text", "repliedById", "pointedOut", "at")
SELECT 'r1' || "id", "id", 1, "reply", "repliedById", '[]', coalesce("repliedAt", "createdAt") FROM "Handover" WHERE "reply" IS NOT NULL;
INSERT INTO "HandoverEvent" ("id", "handoverId", "number", "kind", "actorId", "actorKind", "detail", "at")
SELECT 'e2' || "id", "id", 2, 'replied', "repliedById", 'staff', json_object('replyId', 'r1' || "id"), coalesce("repliedAt", "createdAt")
FROM "Handover" WHERE "reply" IS NOT NULL;

-- Phrases to begin with; departments add their own.
INSERT INTO "ReplyPhrase" ("id", "departmentId", "title", "text", "updatedAt") VALUES
('phrase-greeting', NULL, '开头', '您好，您的问题已收悉，现答复如下：', '2026-11-22T00:00:00.000+00:00'),
('phrase-no-basis', NULL, '没有规定', '目前没有查到对此作出规定的现行有效文件，因此无法给出确定的答复。如有新的规定，我们会更新本条答复。', '2026-11-22T00:00:00.000+00:00'),
('phrase-need-more', NULL, '需要补充情况', '为准确答复，请补充以下情况：', '2026-11-22T00:00:00.000+00:00'),
('phrase-final', NULL, '以审核为准', '以上为政策口径说明，能否享受以受理部门审核结果为准。', '2026-11-22T00:00:00.000+00:00'),
('phrase-follow-up', NULL, '结尾', '如仍有疑问，可以在本次会话中继续提问，我们会接着答复。', '2026-11-22T00:00:00.000+00:00');
