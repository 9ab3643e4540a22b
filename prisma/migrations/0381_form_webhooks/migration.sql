-- Addresses of departments' own systems that are told of applications, and each try to tell them.
CREATE TABLE "FormWebhook" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "formId" TEXT NOT NULL,
    "departmentId" TEXT NOT NULL,
    "url" TEXT NOT NULL,
    "events" JSONB NOT NULL,
    "withContent" BOOLEAN NOT NULL DEFAULT false,
    "sealedSecret" TEXT NOT NULL,
    "previousSecret" TEXT,
    "previousUntil" DATETIME,
    "enabled" BOOLEAN NOT NULL DEFAULT true,
    "createdByName" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL,
    "updatedAt" DATETIME NOT NULL,
    "removedAt" DATETIME
);
CREATE TABLE "WebhookAttempt" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "webhookId" TEXT NOT NULL,
    "outboxId" TEXT,
    "event" TEXT NOT NULL,
    "subject" TEXT NOT NULL DEFAULT '',
    "outcome" TEXT NOT NULL,
    "status" INTEGER,
    "tookMs" INTEGER NOT NULL,
    "detail" TEXT NOT NULL DEFAULT '',
    "at" DATETIME NOT NULL,
    CONSTRAINT "WebhookAttempt_webhookId_fkey" FOREIGN KEY ("webhookId") REFERENCES "FormWebhook" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

CREATE INDEX "FormWebhook_formId_removedAt_idx" ON "FormWebhook"("formId", "removedAt");
CREATE INDEX "WebhookAttempt_webhookId_at_idx" ON "WebhookAttempt"("webhookId", "at");
CREATE INDEX "WebhookAttempt_at_idx" ON "WebhookAttempt"("at");
