/* Entries of a directory of Windows. */
#include "wasi_host_windows.h"

#include <string.h>

#include "wasi_host_cookies.h"

static uint32_t add(zw_listing *listing, const FILE_ID_BOTH_DIR_INFO *e) {
    char name[3 * ZW_NAME_MAX + 4]; /* a unit of UTF-16 has at most three bytes */
    int n = (int)(e->FileNameLength / 2), length = n <= ZW_NAME_MAX ? zw_win_narrow(e->FileName, n, name, sizeof name) : 0;
    uint8_t type = zw_win_type(e->FileAttributes, e->EaSize); /* which holds the tag of a reparse point */
    return length ? zw_listing_add(listing, name, (size_t)length, (uint64_t)e->FileId.QuadPart, type) : W_SUCCESS;
}

uint32_t zw_listing_fill(zw_listing *listing, zw_handle dir) {
    _Alignas(8) char batch[8192];
    int class = FileIdBothDirectoryRestartInfo;
    while (GetFileInformationByHandleEx(zw_win(dir)->handle, (FILE_INFO_BY_HANDLE_CLASS)class, batch, sizeof batch)) {
        class = FileIdBothDirectoryInfo;
        for (const char *at = batch;;) {
            const FILE_ID_BOTH_DIR_INFO *e = (const void *)at;
            uint32_t error = add(listing, e);
            if (error)
                return error;
            if (!e->NextEntryOffset)
                break;
            at += e->NextEntryOffset;
        }
    }
    DWORD why = GetLastError();
    return why == ERROR_NO_MORE_FILES || why == ERROR_FILE_NOT_FOUND ? W_SUCCESS : zw_win_error(why);
}
