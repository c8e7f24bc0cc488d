/* Where the unwinding tables of an address are, as the unwinder of gcc asks glibc (2.35 and later). A C library for static
   programs, musl, only lists the parts of a program, and they are looked through here. */
#define _GNU_SOURCE
#include <link.h>
#include <stddef.h>
#include <stdint.h>

/* As in dlfcn.h of glibc. */
struct dl_find_object {
  unsigned long long flags;
  void *start, *end;
  struct link_map *link_map;
  void *eh_frame;
  unsigned long long reserved[7];
};

struct search {
  uintptr_t address;
  struct dl_find_object *found;
};

static int look_at(struct dl_phdr_info *part, size_t size, void *data) {
  struct search *search = data;
  uintptr_t tables = 0, start = 0, end = 0;
  (void)size;
  for (size_t at = 0; at < part->dlpi_phnum; at++) {
    const ElfW(Phdr) *segment = &part->dlpi_phdr[at];
    uintptr_t from = part->dlpi_addr + segment->p_vaddr;
    if (segment->p_type == PT_GNU_EH_FRAME) tables = from;
    if (segment->p_type == PT_LOAD && from <= search->address && search->address < from + segment->p_memsz) {
      start = from;
      end = from + segment->p_memsz;
    }
  }
  if (!end || !tables) return 0;
  *search->found = (struct dl_find_object){.start = (void *)start, .end = (void *)end, .eh_frame = (void *)tables};
  return 1;
}

int _dl_find_object(void *address, struct dl_find_object *found) {
  struct search search = {(uintptr_t)address, found};
  return dl_iterate_phdr(look_at, &search) ? 0 : -1;
}
