/** Tables and wrapped text: aligned columns within the width. */
export {};
