/** Below so many subjects, correlations of features say little of which are redundant. */
export const fewSubjects = 20;
