;;; emacs.el --- Works on an article as a person would  -*- lexical-binding: t -*-

;; What Emacs shows is written to a file.

(defvar folder (file-name-as-directory (getenv "ANSWERS")))
(defvar answers (make-hash-table :test #'equal))

(defun send-changes ()
  "Send what has changed to the server, as Eglot does when Emacs is idle, which a script never is."
  (eglot--signal-textDocument/didChange))

(defun wait (what condition)
  "Wait for WHAT, until CONDITION returns something, and return that."
  (with-timeout (30 (error "Emacs waited in vain for %s" what))
    (let (found)
      (while (not (setq found (funcall condition)))
        (send-changes)
        ;; Changes of files are events, as keys are.
        (read-event nil nil 0.02))
      found)))

(defun findings ()
  "Return the code of each finding, and the text that it marks, in the order of the text."
  (vconcat
   (mapcar (lambda (each)
             (vector
              (plist-get (cdr (assoc 'eglot-lsp-diag (flymake-diagnostic-data each))) :code)
              (buffer-substring-no-properties (flymake-diagnostic-beg each)
                                              (flymake-diagnostic-end each))))
           (sort (flymake-diagnostics)
                 (lambda (a b) (< (flymake-diagnostic-beg a) (flymake-diagnostic-beg b)))))))

(defun wait-for-findings (count)
  "Wait until there are COUNT findings, and return them."
  (wait (format "%d findings" count) (lambda () (= (length (flymake-diagnostics)) count)))
  (findings))

(defun go-to (text)
  "Move to the beginning of TEXT."
  (goto-char (point-min))
  (search-forward text)
  (goto-char (match-beginning 0)))

(defun act ()
  "Carry out the action that Emacs proposes first."
  (cl-letf ((last-nonmenu-event ?\r)
            ((symbol-function 'completing-read)
             (lambda (_prompt _items _predicate _required _input _history default)
               default)))
    (call-interactively #'eglot-code-actions)))

(defun hover ()
  "Return what is shown of a key."
  (go-to "heat:")
  (let (shown)
    (eglot-hover-eldoc-function (lambda (text &rest _) (setq shown text)))
    (substring-no-properties (wait "a hover" (lambda () shown)))))

(defun completions ()
  "Return what completes a topic."
  (go-to "- AI")
  (forward-char 4)
  (delete-char -1)
  (let* ((found (eglot-completion-at-point))
         (labels (all-completions (buffer-substring (car found) (cadr found)) (nth 2 found))))
    (insert "I")
    (send-changes)
    (vconcat (mapcar #'substring-no-properties labels))))

(defun outline ()
  "Return the names of all that is in the block."
  (let (names)
    (cl-labels ((visit (entry)
                  (if (consp (cdr entry)) (mapc #'visit (cdr entry)) (push (car entry) names))))
      (mapc #'visit (eglot-imenu)))
    (vconcat (mapcar #'substring-no-properties names))))

(defun definition ()
  "Go to what a name stands for, return its file, and come back."
  (let ((article (current-buffer)))
    (go-to "- AI")
    (forward-char 3)
    (call-interactively #'xref-find-definitions)
    (prog1 (file-relative-name buffer-file-name (getenv "SITE"))
      (switch-to-buffer article))))

(defun write-config (text)
  "Write TEXT as the config of the site."
  (write-region text nil (expand-file-name "articlelint.toml" (getenv "SITE"))))

(find-file (getenv "ARTICLE"))
;; A session that is typed in starts the server after the command that opened the file.
(run-hooks 'post-command-hook)
(puthash "findings" (wait-for-findings 3) answers)
(puthash "hover" (hover) answers)
(puthash "completions" (completions) answers)
(puthash "outline" (outline) answers)
(puthash "definition" (definition) answers)

(write-config "ignore = [\"DAT001\"]")
(puthash "findings_by_edited_config" (wait-for-findings 2) answers)
(write-config "")
(wait-for-findings 3)

(buffer-enable-undo)
(undo-boundary)
(go-to "  Police")
(act)
(write-region nil nil (concat folder "quick-fix.md"))
(undo)

(articlelint-fix-all)
(save-buffer)
(puthash "findings_after_fixes" (wait-for-findings 1) answers)

(with-temp-file (concat folder "answers.json") (insert (json-serialize answers)))
