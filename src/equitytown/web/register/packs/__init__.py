"""What is put together from the register for people: newsletter, packs for events and boards, maps and counts."""
