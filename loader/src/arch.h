/* What the loader knows of a processor:
 *   ZW_CONTEXT_PC, _SP, _FP, _VMCTX(context)   registers in what the system hands to a signal handler
 *   zw_arch_jump(sp, pc)                       goes on at another place with another stack pointer */
#ifndef ZW_ARCH_H
#define ZW_ARCH_H

#include <stdint.h>

#if defined(__x86_64__)
#include "arch_x86_64.h"
#elif defined(__aarch64__)
#include "arch_aarch64.h"
#else
#error "not a processor that code is compiled for"
#endif

#endif
