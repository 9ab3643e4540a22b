-- A form that a department took back: nobody can begin to fill it, what was filed stays.
ALTER TABLE "Form" ADD COLUMN "withdrawnAt" DATETIME;
