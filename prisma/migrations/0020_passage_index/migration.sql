-- The keyword index: our own tokens joined by spaces, a row a passage (rowid = Passage.id).
-- The ascii tokenizer splits at spaces and leaves every other character alone, so our tokens arrive unchanged.
-- detail stays full: with a contentless table and detail=none, bm25() is 0 for every row.
CREATE VIRTUAL TABLE "PassageIndex" USING fts5(
  tokens,
  content = '',
  contentless_delete = 1,
  tokenize = "ascii tokenchars './'"
);

-- Document frequencies of the tokens, read to leave the frequent ones out of a query.
CREATE VIRTUAL TABLE "PassageIndexVocabulary" USING fts5vocab('PassageIndex', 'row');

-- A deleted passage leaves the index in the same transaction, however it was deleted (cascades included).
CREATE TRIGGER "Passage_leaves_index" AFTER DELETE ON "Passage" BEGIN
  DELETE FROM "PassageIndex" WHERE rowid = OLD.id;
END;
