/* Relocations: words of the code that need an absolute address. */
#include <string.h>

#include "zw.h"

enum { RELOC_TEXT = 1 };

int zw_relocate(zw_module *m, zw_error *err)
{
    uint32_t n = ZW_COUNT(m, RELOCS);
    if (n == 0)
        return ZW_OK;
    const zw_cw_relocs *r = ZW_ROWS(m, RELOCS, relocs);
    uint8_t *text = m->file + (m->part[ZW_CW_PART_TEXT] - m->file);
    uint64_t size = m->part_size[ZW_CW_PART_TEXT];
    for (uint32_t i = 0; i < n; i++) {
        if (r[i].kind != RELOC_TEXT || size < 8 || r[i].at > size - 8 || r[i].addend > size)
            return zw_fail(err, ZW_ERR_FORMAT, "relocation %u is not valid", i);
    }
    m->crc_as_read = zw_bulk_crc(m);
    for (uint32_t i = 0; i < n; i++) {
        uint64_t value = (uint64_t)(uintptr_t)text + r[i].addend;
        memcpy(text + r[i].at, &value, 8);
    }
    return ZW_OK;
}
