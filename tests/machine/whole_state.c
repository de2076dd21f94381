/* For User-Mode Linux before 6.13 on processors with AMX: it keeps fewer bytes of a process' registers than the host takes back,
   and the host refuses anything but all (EFAULT), so that no program can start. Preloaded, this sets the bytes that it gives, and
   leaves those behind them as they are; they belong to AMX, which no guest uses. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <elf.h>
#include <stdarg.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/uio.h>

typedef long Ptrace(enum __ptrace_request request, long pid, void* address, void* data);

long ptrace(enum __ptrace_request request, ...) {
  va_list rest;
  va_start(rest, request);
  const long pid = va_arg(rest, long);
  void* const address = va_arg(rest, void*);
  void* data = va_arg(rest, void*);
  va_end(rest);

  static Ptrace* next;
  if (!next) *(void**)&next = dlsym(RTLD_NEXT, "ptrace");
  /* Static, for its stacks are small; it asks one thing at a time. */
  static char state[65536];
  struct iovec whole = {state, sizeof state};
  const int sets_state = request == PTRACE_SETREGSET && (long)address == NT_X86_XSTATE;
  if (sets_state && next(PTRACE_GETREGSET, pid, address, &whole) == 0) {
    const struct iovec* given = data;
    if (given->iov_len < whole.iov_len) {
      memcpy(state, given->iov_base, given->iov_len);
      data = &whole;
    }
  }
  return next(request, pid, address, data);
}
