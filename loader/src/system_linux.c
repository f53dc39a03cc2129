/* Linux: what the program asks for. */
#define _GNU_SOURCE
#include <link.h>
#include <signal.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "os.h"
#include "program.h"
#include "system_posix.h"

extern const char __ehdr_start[] __attribute__((visibility("hidden"))); /* the program's own ELF header, from the linker */

/* Addresses that were relocated are constant from now on.  A dynamic linker does this; static executables have none. */
static void seal(void)
{
    const char *start = __ehdr_start;
    const ElfW(Ehdr) *header = (const void *)start;
    const ElfW(Phdr) *p = (const void *)(start + header->e_phoff), *end = p + header->e_phnum;
    for (uint64_t first = 0; p < end; p++) {
        if (p->p_type == PT_LOAD && p->p_offset == 0)
            first = p->p_vaddr;
        uint64_t at = (uint64_t)(uintptr_t)start + p->p_vaddr - first, page = at & ~(zw_os_page() - 1);
        if (p->p_type == PT_GNU_RELRO)
            mprotect((void *)(uintptr_t)page, zw_os_pages(at + p->p_memsz) - page, PROT_READ);
    }
}

void system_start(void)
{
    seal();
    signal(SIGXFSZ, SIG_IGN); /* a file that may not grow is an error of the write */
}

int system_nameless(void)
{
    return memfd_create("zwasm", MFD_CLOEXEC);
}

/* What getrusage tells begins with the peak of the process that started this one. */
double system_peak_memory(void)
{
    unsigned long kib = 0;
    char line[128];
    FILE *status = fopen("/proc/self/status", "re");
    while (status != NULL && fgets(line, sizeof line, status) != NULL && sscanf(line, "VmHWM: %lu", &kib) != 1) {
    }
    if (status != NULL)
        fclose(status);
    return (double)kib / 1024;
}

size_t system_own_path(char *out, size_t size)
{
    ssize_t n = readlink("/proc/self/exe", out, size - 1);
    out[n > 0 ? n : 0] = '\0';
    return n > 0 ? (size_t)n : 0;
}

void system_end_with_parent(void)
{
    prctl(PR_SET_PDEATHSIG, SIGKILL);
}
