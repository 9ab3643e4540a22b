-- Each channel is looked at by itself; of a webhook's messages the oldest goes first.
CREATE INDEX "Outbox_channel_state_nextAt_idx" ON "Outbox" ("channel", "state", "nextAt");
CREATE INDEX "Outbox_channel_state_recipient_idx" ON "Outbox" ("channel", "state", "recipient");
