/** The address space: its table, the calls that edit it, accesses, pictures, recorded layouts. */

export {
  beginEdit,
  contains,
  endEdit,
  findPosition,
  findVma,
  insertVma,
  lookupVma,
  mapCount,
  mergeVmas,
  NO_VMA,
  prepareTable,
  recordAt,
  splitVma,
  type TablePolicy,
  tableSequence,
  vmaAnon,
  vmaBehind,
  vmaEnd,
  vmaFile,
  vmaFlags,
  vmaGeneration,
  vmaShift,
  vmaStart,
} from './table.ts';
export {
  FILE_OPENED,
  guardVmas,
  mappingFlags,
  mmap,
  mmapNext,
  MORE,
  mprotect,
  mprotectNext,
  mseal,
  munmap,
  munmapNext,
  place,
  unguardVmas,
  vmaCapacity,
} from './edit.ts';
export { isAdvice, madvise, type PageActs } from './advise.ts';
export { brk, brkNext, heapBreak, heapStart } from './break.ts';
export { mremap, mremapNext, mremapTarget } from './remap.ts';
export {
  checkMadvise,
  checkMmap,
  checkMprotect,
  checkMremap,
  checkMseal,
  checkMunmap,
  MMAP_MIN_ADDRESS,
  type PageRange,
  PROT_GROWSDOWN,
  PROT_GROWSUP,
  TASK_SIZE,
} from './argument.ts';
export {
  ACCESS,
  ACCESS_OK,
  accessPage,
  allowedAccess,
  needsAnon,
  prepareAnon,
  SEGV_ACCERR,
  SEGV_MAPERR,
} from './access.ts';
export { inheritTable } from './fork.ts';
export { tableFault } from './check.ts';
export { listText, parseList, parseStrip, placeVmas, stripText, type VmaText } from './strip.ts';
export {
  GAP_PAGE_COUNT_MAX,
  layoutMaps,
  type Mapping,
  mapsText,
  parseMaps,
  tableMappings,
  type PlacedMapping,
} from './maps.ts';
