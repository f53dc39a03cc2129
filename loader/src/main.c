/* zwasm: the command. `run` is here; everything that needs the compiler is zwasmc's. */
#include <stdio.h>
#include <string.h>

#include "program.h"

static const char help_text[] =
    "usage: zwasm [run] [OPTIONS] FILE [ARGS...]\n"
    "       zwasm compile|validate|inspect|wat|features|targets ...   (zwasmc does it)\n"
    "       zwasm version | help [COMMAND]\n"
    "\n"
    "Runs a compiled container (.cwasm), or a module (.wasm) that zwasmc compiles first.\n"
    "Everything after FILE is the guest's, -- too.\n"
    "\n"
    "  --invoke NAME         call an exported function; ARGS are its arguments (a v128: 'i32x4 1 2 3 4')\n"
    "  --invoke NAME=A,B     the same in one word\n"
    "  --dir HOST[::GUEST]   give the guest a directory; --ro-dir: for reading only\n"
    "  --env KEY=VAL         set a variable; --env KEY: pass it on; --inherit-env: pass on all\n"
    "  --argv0 S             what the guest sees as its own name\n"
    "  --tcplisten HOST:PORT give the guest a listening socket: descriptors 3, 4, ..., before the directories\n"
    "  --timeout T           stop after 100ms, 30s, 5m (needs code compiled with --interruptible)\n"
    "  --max-memory N        most bytes of linear memory (suffixes K, M, G)\n"
    "  --check               verify the checksum of code and data first\n"
    "  --perfmap             name the functions for perf, in /tmp/perf-PID.map\n"
    "  --interpreter         run in zwasmc's interpreter\n"
    "  -q, -v, --color auto|always|never\n"
    "\n"
    "Exit status: the guest's; 134 after a trap, 1 if FILE cannot be loaded, 2 for wrong usage.\n";

static int for_compiler(const char *word)
{
    static const char *const words[] = {"compile", "validate", "inspect", "wat", "features", "targets"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(word, words[i]) == 0)
            return 1;
    return 0;
}

int show_help(void)
{
    return print(help_text, sizeof help_text - 1);
}

static int help_of(const char *word, char **argv)
{
    if (strcmp(word, "run") == 0)
        return show_help();
    if (for_compiler(word))
        return compiler_exec(argv);
    say_error(NULL, "there is no command %s (see: zwasm help)", word);
    return EXIT_USAGE;
}

int main(int argc, char **argv)
{
    static const char version[] = "zwasm " ZW_VERSION " (" ZW_LINKED ")\n";
    int at = 1, used;
    while (at < argc && (used = common_option(argc - at, argv + at)) != 0) {
        if (used < 0)
            return EXIT_USAGE;
        at += used;
    }
    if (at >= argc) {
        fputs(help_text, stderr);
        return EXIT_USAGE;
    }
    const char *word = argv[at];
    if (for_compiler(word))
        return compiler_exec(argv);
    if (strcmp(word, "version") == 0 || strcmp(word, "--version") == 0)
        return print(version, sizeof version - 1);
    if (strcmp(word, "--help") == 0 || strcmp(word, "-h") == 0)
        return show_help();
    if (strcmp(word, "help") == 0)
        return at + 1 < argc ? help_of(argv[at + 1], argv) : show_help();
    at += strcmp(word, "run") == 0;
    return run_command(argc - at, argv + at);
}
