-- What firms of a group answer to a question, learned from the population; never shown.
CREATE TABLE "AnswerSpread" (
    "groupKey" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "period" TEXT NOT NULL DEFAULT '',
    "firms" INTEGER NOT NULL,
    "answers" JSONB NOT NULL,

    PRIMARY KEY ("groupKey", "key", "period")
) WITHOUT ROWID;
