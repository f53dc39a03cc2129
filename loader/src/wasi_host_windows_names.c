/* Attributes and names of files of Windows. */
#include "wasi_host_windows.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <winioctl.h>

/* ---- attributes ---- */

enum { EPOCH_DAYS = 134774 }; /* from 1601 to 1970 */
#define EPOCH (EPOCH_DAYS * 864000000000ll)

static uint64_t nanoseconds(int64_t filetime) {
    return filetime <= EPOCH ? 0 : (uint64_t)(filetime - EPOCH) * 100;
}

static uint64_t join(DWORD high, DWORD low) {
    return (uint64_t)high << 32 | low;
}

static uint32_t stat_handle(HANDLE handle, uint8_t type, zw_stat *st) {
    BY_HANDLE_FILE_INFORMATION info;
    FILE_BASIC_INFO times;
    FILE_ATTRIBUTE_TAG_INFO tag;
    *st = (zw_stat){.type = type, .nlink = 1};
    if (GetFileType(handle) != FILE_TYPE_DISK)
        return W_SUCCESS; /* a console or a pipe has nothing to tell */
    if (!GetFileInformationByHandle(handle, &info))
        return zw_win_error(GetLastError());
    uint32_t error = zw_win_attributes(handle, &tag);
    if (error)
        return error;
    st->dev = info.dwVolumeSerialNumber;
    st->ino = join(info.nFileIndexHigh, info.nFileIndexLow);
    st->nlink = info.nNumberOfLinks;
    st->size = join(info.nFileSizeHigh, info.nFileSizeLow);
    st->type = zw_win_type(tag.FileAttributes, tag.ReparseTag);
    st->atim = nanoseconds((int64_t)join(info.ftLastAccessTime.dwHighDateTime, info.ftLastAccessTime.dwLowDateTime));
    st->mtim = nanoseconds((int64_t)join(info.ftLastWriteTime.dwHighDateTime, info.ftLastWriteTime.dwLowDateTime));
    bool known = GetFileInformationByHandleEx(handle, FileBasicInfo, &times, sizeof times) && times.ChangeTime.QuadPart != 0;
    st->ctim = known ? nanoseconds(times.ChangeTime.QuadPart) : st->mtim;
    return W_SUCCESS;
}

uint32_t zw_sys_stat(zw_handle h, zw_stat *st) {
    if (!zw_win_is_socket(h))
        return stat_handle(zw_win(h)->handle, zw_win(h)->type, st);
    *st = (zw_stat){.type = zw_win(h)->type, .nlink = 1};
    return W_SUCCESS;
}

uint32_t zw_sys_stat_at(zw_handle dir, const char *name, zw_stat *st) {
    HANDLE handle;
    uint32_t error = zw_win_open(dir, name, 0, FILE_OPEN, 0, &handle);
    if (error)
        return error;
    error = stat_handle(handle, FT_UNKNOWN, st);
    CloseHandle(handle);
    return error;
}

uint32_t zw_sys_stat_path(const char *path, zw_stat *st) {
    wchar_t wide[ZW_WIDE];
    if (zw_win_wide(path, wide) == 0)
        return W_NOENT;
    HANDLE handle = CreateFileW(wide, FILE_READ_ATTRIBUTES, FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE, NULL, OPEN_EXISTING,
                                FILE_FLAG_BACKUP_SEMANTICS, NULL);
    if (handle == INVALID_HANDLE_VALUE)
        return zw_win_error(GetLastError());
    uint32_t error = stat_handle(handle, FT_UNKNOWN, st);
    CloseHandle(handle);
    return error;
}

uint32_t zw_sys_nature(zw_handle h, zw_nature *nature) {
    const zw_win_file *f = zw_win(h);
    DWORD mode;
    *nature = (zw_nature){.type = f->type, .reads = f->reads, .writes = f->writes};
    nature->terminal = f->type == FT_CHARACTER_DEVICE && GetConsoleMode(f->handle, &mode);
    return W_SUCCESS;
}

uint32_t zw_sys_flags(zw_handle h, uint32_t *fdflags) {
    const zw_win_file *f = zw_win(h);
    *fdflags = (f->append ? FDFLAG_APPEND : 0u) | (f->nonblock ? FDFLAG_NONBLOCK : 0u);
    *fdflags |= f->through ? FDFLAG_SYNC | FDFLAG_RSYNC : 0u;
    return W_SUCCESS;
}

uint32_t zw_sys_set_flags(zw_handle h, uint32_t fdflags) {
    zw_win_file *f = zw_win(h);
    u_long nonblock = (fdflags & FDFLAG_NONBLOCK) != 0;
    if (zw_win_is_socket(h) && ioctlsocket(zw_win_socket(h), (long)FIONBIO, &nonblock) != 0)
        return zw_win_error((DWORD)WSAGetLastError());
    f->nonblock = nonblock != 0;
    f->append = (fdflags & FDFLAG_APPEND) != 0;
    return W_SUCCESS;
}

uint32_t zw_sys_set_size(zw_handle h, uint64_t size) {
    FILE_END_OF_FILE_INFO end = {.EndOfFile.QuadPart = (LONGLONG)size};
    return zw_win_result(SetFileInformationByHandle(zw_win(h)->handle, FileEndOfFileInfo, &end, sizeof end));
}

static LONGLONG filetime(const zw_time *t) { /* 0: stays as it is */
    FILETIME now;
    if (t->how == ZW_TIME_KEPT)
        return 0;
    if (t->how == ZW_TIME_GIVEN)
        return (LONGLONG)(t->ns / 100) + EPOCH;
    GetSystemTimePreciseAsFileTime(&now);
    return (LONGLONG)join(now.dwHighDateTime, now.dwLowDateTime);
}

static uint32_t set_times(HANDLE handle, const zw_time times[2]) {
    FILE_BASIC_INFO info = {.LastAccessTime.QuadPart = filetime(&times[0]), .LastWriteTime.QuadPart = filetime(&times[1])};
    return zw_win_result(SetFileInformationByHandle(handle, FileBasicInfo, &info, sizeof info));
}

uint32_t zw_sys_set_times(zw_handle h, const zw_time times[2]) {
    HANDLE handle; /* opened for reading only, it may not: on POSIX systems it is the owner who may */
    uint32_t error = zw_win_reopen(zw_win(h)->handle, FILE_WRITE_ATTRIBUTES, &handle);
    if (error)
        return set_times(zw_win(h)->handle, times);
    error = set_times(handle, times);
    CloseHandle(handle);
    return error;
}

uint32_t zw_sys_set_times_at(zw_handle dir, const char *name, const zw_time times[2]) {
    HANDLE handle;
    uint32_t error = zw_win_open(dir, name, FILE_WRITE_ATTRIBUTES, FILE_OPEN, 0, &handle);
    if (error)
        return error;
    error = set_times(handle, times);
    CloseHandle(handle);
    return error;
}

bool zw_sys_is_memory(zw_handle h) { /* there is no such file system */
    (void)h;
    return false;
}

/* ---- creating and removing ---- */

static uint32_t set_information(HANDLE handle, const void *info, size_t size, int class) {
    IO_STATUS_BLOCK io;
    return zw_win_status(NtSetInformationFile(handle, &io, (void *)(uintptr_t)info, (ULONG)size, (FILE_INFORMATION_CLASS)class));
}

/* An old system, or a file system that knows only the old ways. */
static bool unknown_class(uint32_t error) {
    return error == W_NOTSUP || error == W_INVAL || error == W_NOSYS || error == W_IO;
}

static uint32_t remove_handle(HANDLE handle) {
    enum { DISPOSITION = 13, DISPOSITION_EX = 64, DELETE_NOW_EVEN_IF_READ_ONLY = 0x13 }; /* NOW: POSIX semantics, the name is gone at once */
    ULONG flags = DELETE_NOW_EVEN_IF_READ_ONLY;
    BOOLEAN at_close = TRUE;
    uint32_t error = set_information(handle, &flags, sizeof flags, DISPOSITION_EX);
    return unknown_class(error) ? set_information(handle, &at_close, sizeof at_close, DISPOSITION) : error;
}

uint32_t zw_sys_make_directory(zw_handle dir, const char *name) {
    HANDLE handle;
    uint32_t error = zw_win_open(dir, name, 0, FILE_CREATE, FILE_DIRECTORY_FILE, &handle);
    if (!error)
        CloseHandle(handle);
    return error;
}

uint32_t zw_sys_remove(zw_handle dir, const char *name, bool directory) {
    HANDLE handle;
    FILE_ATTRIBUTE_TAG_INFO info;
    uint32_t error = zw_win_open(dir, name, DELETE, FILE_OPEN, directory ? FILE_DIRECTORY_FILE : 0, &handle);
    if (error)
        return error;
    error = zw_win_attributes(handle, &info);
    uint8_t type = error ? FT_UNKNOWN : zw_win_type(info.FileAttributes, info.ReparseTag);
    if (!error && directory != (type == FT_DIRECTORY))
        error = directory ? W_NOTDIR : W_ISDIR;
    if (!error)
        error = remove_handle(handle);
    CloseHandle(handle);
    return error;
}

/* ---- links and renaming, by handle ---- */

typedef struct destination { /* FILE_RENAME_INFORMATION and FILE_LINK_INFORMATION, both with flags in place of a truth value */
    ULONG flags;
    HANDLE directory;
    ULONG size;
    wchar_t name[ZW_NAME_MAX + 2];
} destination;

/* W_NOENT: a slash is after it, where no directory is meant. */
static uint32_t fill(destination *d, ULONG flags, zw_handle dir, const char *name, bool is_directory) {
    wchar_t wide[ZW_WIDE];
    int n = zw_win_wide(name, wide);
    bool slash = false;
    while (n > 0 && wide[n - 1] == L'/')
        n--, slash = true;
    if (slash && !is_directory)
        return W_NOENT;
    if (n == 0 || n > ZW_NAME_MAX)
        return n ? W_NAMETOOLONG : W_NOENT;
    for (int i = 0; i < n; i++)
        if (wide[i] < 0x20 || wcschr(L"\\/:*?\"<>|", wide[i]))
            return W_INVAL;
    if (wide[0] == L'.' && (n == 1 || (n == 2 && wide[1] == L'.')))
        return W_BUSY;
    *d = (destination){.flags = flags, .directory = zw_win(dir)->handle, .size = (ULONG)n * 2};
    memcpy(d->name, wide, (size_t)n * 2);
    return W_SUCCESS;
}

uint32_t zw_sys_link(zw_handle from, const char *name, zw_handle to, const char *new_name) {
    enum { LINK = 11 };
    destination d;
    zw_stat st;
    HANDLE handle;
    uint32_t error = fill(&d, 0, to, new_name, false);
    if (error || (error = zw_win_open(from, name, FILE_WRITE_ATTRIBUTES, FILE_OPEN, 0, &handle)) != W_SUCCESS)
        return error;
    error = stat_handle(handle, FT_UNKNOWN, &st);
    if (!error)
        error = st.type == FT_DIRECTORY ? W_PERM : set_information(handle, &d, sizeof d, LINK);
    CloseHandle(handle);
    return error;
}

static uint32_t rename_handle(HANDLE handle, destination *d) {
    enum { RENAME = 10, RENAME_EX = 65, REPLACE = 1, NOW = 2, EVEN_IF_READ_ONLY = 0x40 };
    d->flags = REPLACE | NOW | EVEN_IF_READ_ONLY;
    uint32_t error = set_information(handle, d, sizeof *d, RENAME_EX);
    d->flags = REPLACE;
    return unknown_class(error) ? set_information(handle, d, sizeof *d, RENAME) : error;
}

uint32_t zw_sys_rename(zw_handle from, const char *name, zw_handle to, const char *new_name) {
    HANDLE handle;
    zw_stat old, there;
    destination d;
    uint32_t error = zw_win_open(from, name, DELETE, FILE_OPEN, 0, &handle);
    if (error)
        return error;
    error = stat_handle(handle, FT_UNKNOWN, &old);
    bool directory = !error && old.type == FT_DIRECTORY;
    if (!error)
        error = fill(&d, 0, to, new_name, directory);
    if (!error && zw_sys_stat_at(to, new_name, &there) == W_SUCCESS) {
        bool same = old.dev == there.dev && old.ino == there.ino;
        if (same && !directory && old.nlink > 1) { /* two names of one file: nothing happens */
            CloseHandle(handle);
            return W_SUCCESS;
        }
        if (!same && directory != (there.type == FT_DIRECTORY))
            error = directory ? W_NOTDIR : W_ISDIR;
        else if (!same && directory) /* Windows replaces no directory, not even an empty one */
            error = zw_sys_remove(to, new_name, true);
    }
    if (!error)
        error = rename_handle(handle, &d);
    CloseHandle(handle);
    return error;
}

/* ---- symbolic links ---- */

typedef struct link_data { /* REPARSE_DATA_BUFFER, of a symbolic link */
    ULONG tag;
    USHORT length, reserved;
    USHORT target_offset, target_length, shown_offset, shown_length;
    ULONG flags;
    wchar_t names[2 * ZW_WIDE];
} link_data;

enum { LINK_HEADER = 8, RELATIVE_LINK = 1, SYMLINK_FIELDS = 12, JUNCTION_FIELDS = 8 };

uint32_t zw_sys_readlink(zw_handle dir, const char *name, char *target, size_t room, size_t *n) {
    *n = 0;
    HANDLE handle;
    uint32_t error = zw_win_open(dir, name, 0, FILE_OPEN, 0, &handle);
    if (error)
        return error;
    link_data *data = malloc(MAXIMUM_REPARSE_DATA_BUFFER_SIZE + sizeof *data);
    DWORD got;
    FILE_ATTRIBUTE_TAG_INFO info;
    error = data ? zw_win_attributes(handle, &info) : W_NOMEM;
    if (!error && zw_win_type(info.FileAttributes, info.ReparseTag) != FT_SYMBOLIC_LINK)
        error = W_INVAL;
    if (!error)
        error = zw_win_result(DeviceIoControl(handle, FSCTL_GET_REPARSE_POINT, NULL, 0, data, MAXIMUM_REPARSE_DATA_BUFFER_SIZE, &got, NULL));
    CloseHandle(handle);
    if (!error && data->tag != IO_REPARSE_TAG_SYMLINK && data->tag != IO_REPARSE_TAG_MOUNT_POINT)
        error = W_NOTSUP;
    if (!error) {
        bool symlink = data->tag == IO_REPARSE_TAG_SYMLINK;
        const char *names = (const char *)data + LINK_HEADER + (symlink ? SYMLINK_FIELDS : JUNCTION_FIELDS);
        wchar_t wide[ZW_WIDE];
        char narrow[ZW_PATH_MAX];
        int units = data->target_length / 2;
        bool whole = names + data->target_offset + data->target_length <= (const char *)data + got;
        error = !whole ? W_IO : units >= ZW_WIDE ? W_NAMETOOLONG : W_SUCCESS;
        memcpy(wide, names + data->target_offset, error ? 0 : (size_t)units * 2);
        int length = error ? 0 : zw_win_narrow(wide, units, narrow + 1, sizeof narrow - 1);
        bool relative = symlink && data->flags & RELATIVE_LINK && narrow[1] != '\\';
        narrow[0] = '/'; /* as every absolute path of a guest begins */
        for (int i = 0; i < length; i++)
            if (narrow[1 + i] == '\\')
                narrow[1 + i] = '/';
        *n = (size_t)length + !relative;
        *n = *n < room ? *n : room;
        memcpy(target, relative ? narrow + 1 : narrow, *n);
    }
    free(data);
    return error;
}

uint32_t zw_sys_symlink(const char *target, zw_handle dir, const char *name) {
    (void)target, (void)dir, (void)name;
    return W_NOTSUP; /* a link of Windows has to say whether it leads to a directory, and who makes it needs a privilege */
}

/* ---- absolute names ---- */

enum { PLAIN = 4 }; /* of \\\\?\\, the start of a path that is taken as it stands */

bool zw_sys_name(zw_handle h, char name[ZW_PATH_MAX]) {
    wchar_t wide[ZW_WIDE];
    DWORD n = GetFinalPathNameByHandleW(zw_win(h)->handle, wide, ZW_WIDE, 0);
    return n > 0 && n < ZW_WIDE && zw_win_narrow(wide, (int)n, name, ZW_PATH_MAX) > 0;
}

bool zw_sys_absolute(const char *path, char *out, size_t size) {
    wchar_t wide[ZW_WIDE], full[ZW_WIDE];
    DWORD n = zw_win_wide(path, wide) ? GetFullPathNameW(wide, ZW_WIDE, full, NULL) : 0;
    return n > 0 && n < ZW_WIDE && zw_win_narrow(full, (int)n, out, (int)size) > 0;
}

const char zw_sys_separators[] = "\\/";

static bool separates(char c) {
    return c == '\\' || c == '/';
}

/* Where the root of a path ends: of a drive, or of a share. */
static const char *root_end(const char *path) {
    while (separates(*path))
        path++;
    if (path[0] && path[1] == ':')
        return path + 2;
    for (int names = 0; names < 2 && *path; names++) { /* the server, the share */
        path += strcspn(path, zw_sys_separators);
        path += names == 0 && *path != 0;
    }
    return path;
}

uint32_t zw_sys_open_root(const char *path, zw_handle *out, const char **rest) {
    char root[ZW_NAME_MAX + 8];
    const char *start = path;
    bool share = separates(path[0]) && separates(path[1]);
    *out = ZW_NO_HANDLE;
    if (share && path[2] == '?' && separates(path[3])) {
        start += PLAIN;
        share = strncmp(start, "UNC\\", 4) == 0;
        start += share ? 4 : 0;
    }
    while (separates(*start))
        start++;
    size_t n = (size_t)(root_end(start) - start);
    if (n == 0 || n > ZW_NAME_MAX)
        return W_NOENT;
    snprintf(root, sizeof root, "%s%.*s\\", share ? "\\\\" : "", (int)n, start);
    *rest = start + n;
    return zw_sys_open_directory(root, -1, out);
}
