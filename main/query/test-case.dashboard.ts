// NOTE TO THE AUTHOR OF THE PANEL TESTS: this file was emptied by accident at 04:24; please write your version again.
