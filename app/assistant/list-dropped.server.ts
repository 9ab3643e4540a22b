import type { DroppedSentence } from '~/knowledge/answers/verify-answer';
import { isStaff, type Reader } from '~/prisma/access/reader';
import type { Db } from '~/prisma/database.server';
