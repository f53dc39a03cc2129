/* Windows: address space, files, structured exceptions. */
#define _CRT_RAND_S
#include "os.h"

#include <errno.h>
#include <io.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <windows.h>

#include "arch.h"

/* Address space. */

uint64_t zw_os_page(void)
{
    return 0x1000;
}

static void whole_pages(const void *at, uint64_t bytes)
{
#if defined(ZW_DEBUG)
    if (((uint64_t)(uintptr_t)at | bytes) & (zw_os_page() - 1))
        zw_os_die("zwasm: a part of a page is asked for\n");
#else
    (void)at;
    (void)bytes;
#endif
}

static int protect(uint8_t *at, uint64_t bytes, DWORD access)
{
    DWORD before;
    whole_pages(at, bytes);
    return bytes == 0 || VirtualProtect(at, bytes, access, &before) ? 0 : -1;
}

uint8_t *zw_os_reserve(uint64_t bytes)
{
    whole_pages(NULL, bytes);
    return VirtualAlloc(NULL, bytes, MEM_RESERVE, PAGE_NOACCESS);
}

int zw_os_commit(uint8_t *at, uint64_t bytes)
{
    whole_pages(at, bytes);
    if (bytes != 0 && VirtualAlloc(at, bytes, MEM_COMMIT, PAGE_READWRITE) == NULL)
        return -1;
    return protect(at, bytes, PAGE_READWRITE);
}

int zw_os_forbid(uint8_t *at, uint64_t bytes)
{
    return protect(at, bytes, PAGE_NOACCESS);
}

int zw_os_seal(uint8_t *at, uint64_t bytes, bool code)
{
    if (code && bytes > 0)
        FlushInstructionCache(GetCurrentProcess(), at, bytes);
    return protect(at, bytes, code ? PAGE_EXECUTE_READ : PAGE_READONLY);
}

void zw_os_release(void *at, uint64_t bytes)
{
    whole_pages(at, bytes);
    if (at != NULL && bytes > 0)
        VirtualFree(at, 0, MEM_RELEASE);
}

uint8_t *zw_os_buffer(uint64_t *bytes)
{
    *bytes = zw_os_pages(*bytes);
    return VirtualAlloc(NULL, *bytes, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);
}

void *zw_os_remap(void *at, uint64_t old, uint64_t bytes)
{
    uint64_t size = bytes;
    uint8_t *p = zw_os_buffer(&size);
    if (p != NULL) {
        memcpy(p, at, old < bytes ? old : bytes);
        zw_os_release(at, old);
    }
    return p;
}

/* Files. */

int zw_os_file_get(int fd, zw_os_file *out)
{
    struct _stat64 st;
    FILETIME changed = {0, 0};
    if (_fstat64(fd, &st) != 0)
        return -1;
    GetFileTime((HANDLE)_get_osfhandle(fd), NULL, NULL, &changed);
    uint64_t ticks = (uint64_t)changed.dwHighDateTime << 32 | changed.dwLowDateTime; /* of 100 ns */
    *out = (zw_os_file){.size = (uint64_t)st.st_size,
                        .changed = (int64_t)(ticks / 10000000),
                        .changed_ns = (int64_t)(ticks % 10000000 * 100),
                        .regular = (st.st_mode & _S_IFMT) == _S_IFREG,
                        .directory = (st.st_mode & _S_IFMT) == _S_IFDIR};
    return 0;
}

/* Reading at a place moves the position, which is put back. */
int64_t zw_os_read_at(int fd, void *to, size_t bytes, uint64_t at)
{
    HANDLE file = (HANDLE)_get_osfhandle(fd);
    LARGE_INTEGER before, none = {.QuadPart = 0};
    OVERLAPPED place = {.Offset = (DWORD)at, .OffsetHigh = (DWORD)(at >> 32)};
    DWORD n = 0;
    if (!SetFilePointerEx(file, none, &before, FILE_CURRENT)) {
        errno = EBADF;
        return -1;
    }
    BOOL ok = ReadFile(file, to, bytes < 1 << 30 ? (DWORD)bytes : 1 << 30, &n, &place);
    bool end = !ok && GetLastError() == ERROR_HANDLE_EOF;
    SetFilePointerEx(file, before, NULL, FILE_BEGIN);
    if (ok || end)
        return end ? 0 : n;
    errno = EIO;
    return -1;
}

/* Places of mapped files are multiples of 64 KiB here: what would be mapped is copied. */
int zw_os_keep_file(int fd)
{
    (void)fd;
    return -1;
}

int zw_os_map_file(uint8_t *at, uint64_t bytes, int fd, uint64_t from)
{
    (void)at;
    (void)bytes;
    (void)fd;
    (void)from;
    return -1;
}

void zw_os_close(int fd)
{
    _close(fd);
}

/* Locks, time, random numbers, the last words. */

void zw_os_lock(zw_os_mutex *mutex)
{
    AcquireSRWLockExclusive((SRWLOCK *)&mutex->word);
}

void zw_os_unlock(zw_os_mutex *mutex)
{
    ReleaseSRWLockExclusive((SRWLOCK *)&mutex->word);
}

uint64_t zw_os_now(void)
{
    LARGE_INTEGER count, second;
    QueryPerformanceCounter(&count);
    QueryPerformanceFrequency(&second);
    uint64_t n = (uint64_t)count.QuadPart, per = (uint64_t)second.QuadPart;
    return n / per * 1000000000u + n % per * 1000000000u / per;
}

static unsigned key[4];

static BOOL CALLBACK draw_key(INIT_ONCE *once, void *unused, void **result)
{
    (void)once;
    (void)unused;
    (void)result;
    for (int i = 0; i < 4; i++)
        if (rand_s(&key[i]) != 0)
            zw_os_die("zwasm: the system has no random numbers\n");
    return TRUE;
}

const void *zw_os_random_key(void)
{
    static INIT_ONCE once = INIT_ONCE_STATIC_INIT;
    InitOnceExecuteOnce(&once, draw_key, NULL, NULL);
    return key;
}

extern const IMAGE_DOS_HEADER __ImageBase; /* of this program or library, from the linker */

uint64_t zw_os_own_code(uint64_t *size)
{
    const char *base = (const char *)&__ImageBase;
    const IMAGE_NT_HEADERS *header = (const void *)(base + __ImageBase.e_lfanew);
    *size = (uint64_t)header->OptionalHeader.BaseOfCode + header->OptionalHeader.SizeOfCode;
    return (uint64_t)(uintptr_t)base;
}

void zw_os_say(const char *text, size_t size)
{
    DWORD n;
    WriteFile(GetStdHandle(STD_ERROR_HANDLE), text, (DWORD)size, &n, NULL);
}

_Noreturn void zw_os_die(const char *line)
{
    zw_os_say(line, strlen(line));
    abort();
}

/* Exceptions.  Handlers run on the stack of the thread: what guests leave free of it has room for them. */

static const zw_os_hooks *hooks;
static LPTOP_LEVEL_EXCEPTION_FILTER earlier;

/* False: it is of another kind. */
static bool fault_of(const EXCEPTION_POINTERS *of, zw_fault *out)
{
    const EXCEPTION_RECORD *record = of->ExceptionRecord;
    const CONTEXT *c = of->ContextRecord;
    *out = (zw_fault){.pc = ZW_CONTEXT_PC(c), .sp = ZW_CONTEXT_SP(c), .fp = ZW_CONTEXT_FP(c), .vmctx = ZW_CONTEXT_VMCTX(c)};
    switch (record->ExceptionCode) {
    case EXCEPTION_ACCESS_VIOLATION:
    case EXCEPTION_IN_PAGE_ERROR:
        out->kind = ZW_FAULT_MEMORY;
        out->name = record->ExceptionCode == EXCEPTION_IN_PAGE_ERROR ? "in-page error" : "access violation";
        out->address = record->ExceptionInformation[1];
        return true;
    case EXCEPTION_ILLEGAL_INSTRUCTION:
        out->kind = ZW_FAULT_INSTRUCTION;
        out->name = "illegal instruction";
        out->address = out->pc;
        return true;
    default:
        return false;
    }
}

static LONG CALLBACK on_exception(EXCEPTION_POINTERS *of)
{
    zw_fault fault;
    if (!fault_of(of, &fault) || !hooks->fault(&fault))
        return EXCEPTION_CONTINUE_SEARCH;
    ZW_CONTEXT_PC(of->ContextRecord) = fault.pc;
    ZW_CONTEXT_SP(of->ContextRecord) = fault.sp;
    return EXCEPTION_CONTINUE_EXECUTION;
}

static LONG CALLBACK on_last_exception(EXCEPTION_POINTERS *of)
{
    zw_fault fault;
    if (fault_of(of, &fault))
        hooks->last_fault(&fault);
    return earlier != NULL ? earlier(of) : EXCEPTION_CONTINUE_SEARCH;
}

/* Threads. */

static DWORD thread_slot;

static void CALLBACK thread_end(void *p)
{
    if (p != NULL)
        hooks->ended(p);
}

static BOOL CALLBACK setup(INIT_ONCE *once, void *unused, void **result)
{
    (void)once;
    (void)unused;
    (void)result;
    thread_slot = FlsAlloc(thread_end);
    if (thread_slot == FLS_OUT_OF_INDEXES || AddVectoredExceptionHandler(1, on_exception) == NULL)
        return FALSE;
    earlier = SetUnhandledExceptionFilter(on_last_exception);
    return TRUE;
}

int zw_os_thread_init(zw_os_thread *t, const zw_os_hooks *call)
{
    static INIT_ONCE once = INIT_ONCE_STATIC_INIT;
    __atomic_store_n(&hooks, call, __ATOMIC_RELAXED);
    if (!InitOnceExecuteOnce(&once, setup, NULL, NULL))
        return -1;
    ULONG_PTR low, high;
    GetCurrentThreadStackLimits(&low, &high);
    t->stack_low = low;
    t->stack_size = high - low;
    t->altstack = NULL;
    return FlsSetValue(thread_slot, t) ? 0 : -1;
}
