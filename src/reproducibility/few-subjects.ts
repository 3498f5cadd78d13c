/** Below so many subjects, correlations of features say little of which are redundant. */
export const fewSubjects = 20;

/** Below so many subjects, redundancy cannot be judged, and no feature is kept. */
export const leastSubjects = 3;
