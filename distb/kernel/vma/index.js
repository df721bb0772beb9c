/** The address space: its table, the calls that edit it, accesses, pictures, recorded layouts. */
export { beginEdit, contains, endEdit, findPosition, findVma, insertVma, lookupVma, mapCount, mergeVmas, NO_VMA, prepareTable, recordAt, splitVma, tableSequence, vmaAnon, vmaBehind, vmaEnd, vmaFile, vmaFlags, vmaGeneration, vmaStart, } from './table.js';
export { FILE_OPENED, mappingFlags, mmap, mmapNext, MORE, mprotect, mprotectNext, mseal, munmap, munmapNext, place, vmaCapacity, } from './edit.js';
export { checkMmap, checkMprotect, checkMseal, checkMunmap, MMAP_MIN_ADDRESS, PROT_GROWSDOWN, PROT_GROWSUP, TASK_SIZE, } from './argument.js';
export { ACCESS, ACCESS_OK, accessPage, allowedAccess, needsAnon, prepareAnon, SEGV_ACCERR, SEGV_MAPERR, } from './access.js';
export { inheritTable } from './fork.js';
export { tableFault } from './check.js';
export { listText, parseList, parseStrip, placeVmas, stripText } from './strip.js';
export { GAP_PAGE_COUNT_MAX, layoutMaps, mapsText, parseMaps, } from './maps.js';
//# sourceMappingURL=index.js.map