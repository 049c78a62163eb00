/** Where the host contract begins under the base URL; what is signed begins here as well. */
export const HOST_CONTRACT_PREFIX = '/bi/v1';

/** Ids in one lookup, and viewers in one grouping. */
export const LOOKUP_LIMIT = 1000;

/** People of a rule in one answer. */
export const RULE_PAGE_LIMIT = 1000;
