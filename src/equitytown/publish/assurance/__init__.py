"""The assurance pack: what an edition was made from, assumed, decided and checked, and who answers for it."""
